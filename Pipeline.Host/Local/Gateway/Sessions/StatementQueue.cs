using System.Collections.Immutable;

namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>The statements of one session: run strictly one after the other, the newest ones kept for reading.</summary>
public sealed record StatementQueue(int Retained)
{
    private ImmutableSortedDictionary<int, Statement> Held { get; init; } = ImmutableSortedDictionary<int, Statement>.Empty;

    /// <summary>The id the next submission gets.</summary>
    public int NextId { get; private init; }

    /// <summary>The lowest id that has not had its turn.</summary>
    public int Turn { get; private init; }

    public int? Running { get; private init; }

    public bool IsBusy => Running is not null || Turn < NextId;

    /// <summary>The statements that can be read, by id.</summary>
    public IReadOnlyList<Statement> Visible => [.. Held.Values.Where(s => !s.Evicted)];

    public Statement? Find(int id) => Held.TryGetValue(id, out var found) && !found.Evicted ? found : null;

    public (StatementQueue Queue, Statement Submitted) Submit(string code, string kind)
    {
        var statement = new Statement(NextId, code, kind);
        var queue = this with { Held = Held.Add(NextId, statement), NextId = NextId + 1 };
        return (queue.Evict(), statement);
    }

    /// <summary>Gives the next statement its turn; the statement returned is to be executed.</summary>
    public (StatementQueue Queue, Statement? Started) Next(long now)
    {
        var queue = this;
        while (queue.Running is null && queue.Turn < queue.NextId)
        {
            var statement = queue.Held[queue.Turn];
            queue = queue with { Turn = queue.Turn + 1 };
            if (statement.State == StatementState.Cancelled)
            {
                // Livy stamps a statement that was cancelled while waiting once more when its turn comes.
                queue = queue.Put(statement with { Completed = now });
                continue;
            }

            var started = statement with { State = StatementState.Running, Started = now };
            return (queue.Put(started) with { Running = statement.Id }, started);
        }

        return (queue, null);
    }

    /// <summary>Takes the running statement's result.</summary>
    public StatementQueue Finish(int id, StatementOutput output, long now)
    {
        if (Running != id)
        {
            return this;
        }

        var statement = Held[id];
        var state = statement.State == StatementState.Cancelling ? StatementState.Cancelled : StatementState.Available;
        return Put(statement with { State = state, Output = output, Progress = 1.0, Completed = now }) with { Running = null };
    }

    public StatementQueue Report(int id, double progress) => Running == id ? Put(Held[id] with { Progress = progress }) : this;

    /// <summary>Cancels a statement: at once if it waits; a running one is asked to end. Of anything else nothing comes.</summary>
    public StatementQueue Cancel(int id, long now) => Find(id) switch
    {
        { State: StatementState.Waiting } waiting =>
            Put(waiting with { State = StatementState.Cancelled, Progress = 1.0, Completed = now }),
        { State: StatementState.Running } running => Put(running with { State = StatementState.Cancelling }),
        _ => this,
    };

    public bool IsCancelling(int id) => Running == id && Held[id].State == StatementState.Cancelling;

    private StatementQueue Put(Statement statement)
    {
        // An evicted statement is held for as long as it has work to do.
        var done = statement.Evicted && statement.IsTerminal && statement.Id < Turn;
        return this with { Held = done ? Held.Remove(statement.Id) : Held.SetItem(statement.Id, statement) };
    }

    private StatementQueue Evict()
    {
        var visible = Held.Values.Where(s => !s.Evicted).ToList();
        return visible.Take(Math.Max(0, visible.Count - Retained))
            .Aggregate(this, (queue, oldest) => queue.Put(oldest with { Evicted = true }));
    }
}
