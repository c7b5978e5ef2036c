using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Gathers the writes of many actors into few transactions: what waits while one is under way goes into the next.</summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly Channel<Entry> _entries;
    private readonly JournalStore _store;
    private readonly int _batchSize;
    private readonly CancellationTokenSource _stop = new();

    public WriteQueue(JournalStore store, JournalSettings settings)
    {
        (_store, _batchSize) = (store, settings.BatchSize);
        _entries = Channel.CreateBounded<Entry>(settings.BufferSize);
        for (var i = 0; i < settings.Writers; i++)
        {
            _ = Task.Run(Work);
        }
    }

    /// <summary>Completes when the rows are committed; fails when they are not, or when too many writes are pending.</summary>
    public Task Write(IReadOnlyList<JournalRow> rows)
    {
        var entry = new Entry(rows, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _entries.Writer.TryWrite(entry)
            ? entry.Done.Task
            : Task.FromException(new InvalidOperationException("Failed to enqueue journal row write, the queue buffer was full"));
    }

    public void Dispose()
    {
        _entries.Writer.TryComplete();
        _stop.Cancel();
        while (_entries.Reader.TryRead(out var left))
        {
            left.Done.TrySetException(new OperationCanceledException("The journal was stopped."));
        }
    }

    private async Task Work()
    {
        try
        {
            while (await _entries.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
            {
                var batch = new List<Entry>();
                for (var rows = 0; rows < _batchSize && _entries.Reader.TryRead(out var entry); rows += entry.Rows.Count)
                {
                    batch.Add(entry);
                }

                if (batch.Count > 0)
                {
                    await Commit(batch).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The journal was stopped; what waited was told so.
        }
    }

    private async Task Commit(List<Entry> batch)
    {
        try
        {
            await _store.Insert([.. batch.SelectMany(e => e.Rows)], _stop.Token).ConfigureAwait(false);
            batch.ForEach(e => e.Done.TrySetResult());
        }
        catch (Exception failure)
        {
            batch.ForEach(e => e.Done.TrySetException(failure));
        }
    }

    private sealed record Entry(IReadOnlyList<JournalRow> Rows, TaskCompletionSource Done);
}
