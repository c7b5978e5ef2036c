using System.Data.Common;
using Npgsql;

namespace Pipeline.Host.Journals;

/// <summary>
/// The advisory lock, which lives as long as its connection. Should that break, as when the server starts again, the lock is taken
/// anew at once; should another service be faster, this one must end.
/// </summary>
internal sealed class PostgresHold : IJournalHold
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly PostgresJournal _journal;
    private readonly JournalHolder _holder;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _watch;
    private NpgsqlConnection _connection;

    public PostgresHold(string id, PostgresJournal journal, JournalHolder holder, NpgsqlConnection connection)
    {
        (Id, _journal, _holder, _connection) = (id, journal, holder, connection);
        _watch = Watch();
    }

    public string Id { get; }

    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        await _connection.DisposeAsync();
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task Watch()
    {
        try
        {
            while (true)
            {
                await Break();
                if (!await TakeAgain())
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Given back.
        }
    }

    /// <summary>Returns when the connection is broken; Npgsql's keep-alive finds out while nothing is asked.</summary>
    private async Task Break()
    {
        try
        {
            while (true)
            {
                await _connection.WaitAsync(_stop.Token);
            }
        }
        catch (Exception broken) when (broken is DbException or InvalidOperationException or IOException)
        {
            await _connection.DisposeAsync();
        }
    }

    /// <summary>True when the lock is this service's again, false when another one has it.</summary>
    private async Task<bool> TakeAgain()
    {
        while (true)
        {
            try
            {
                _connection = await _journal.Open(_stop.Token);
                if (await PostgresJournal.TryLock(_connection, _stop.Token))
                {
                    await PostgresJournal.Enter(_connection, _holder, _stop.Token);
                    return true;
                }

                // Our own old session may hold it until the server has noticed its end: then the holder's name is still ours.
                if (await PostgresJournal.ReadHolder(_connection, _stop.Token) != _holder)
                {
                    return false;
                }
            }
            catch (Exception away) when (away is JournalUnreachableException or DbException)
            {
                // The server is not back yet.
            }

            await _connection.DisposeAsync();
            await Task.Delay(Pause, _stop.Token);
        }
    }
}
