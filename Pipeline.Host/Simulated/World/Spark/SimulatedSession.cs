using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Simulated.World.Data;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.World.Spark;

/// <summary>A Livy session: takes its statements one after the other, until it ends and its results with it.</summary>
/// <param name="thing">Its id in the inventory.</param>
/// <param name="name">Its name.</param>
/// <param name="id">Livy's id.</param>
/// <param name="outside">The world.</param>
/// <param name="jobs">What its code answers and writes.</param>
internal sealed class SimulatedSession(string thing, string name, int id, Outside outside, SparkJobs jobs)
{
    /// <summary>Livy keeps so many statements and forgets the oldest, whatever its state.</summary>
    private const int Retained = 100;

    private readonly List<SimulatedStatement> _statements = [];
    private readonly Driver _driver = new();
    private int _posted;
    private string _why = "";

    public string Thing => thing;

    public string Name => name;

    public SessionStatus Status { get; private set; } = SessionStatus.Starting;

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsStranger { get; init; }

    public Session Show() => new(name, id, Status, Status == SessionStatus.Ended ? ["stdout: ", _why] : ["stdout: "]);

    public void Ready(DateTimeOffset at)
    {
        if (Status == SessionStatus.Starting)
        {
            Status = SessionStatus.Ready;
            outside.Inventory.Change(thing, known => known with { ReadyAt = at });
        }
    }

    /// <summary>Its driver may go on for a while, and what it writes then still comes into its own attempt's folder.</summary>
    public void End(DateTimeOffset at, EndCause cause, string why, bool driverToo = false)
    {
        if (Status == SessionStatus.Ended)
        {
            return;
        }

        (Status, EndedAt, _why) = (SessionStatus.Ended, at, why);
        var outlives = driverToo ? TimeSpan.Zero : outside.Draw.Between(Durations.DriverOutlives, "driver outlives", thing);
        _driver.EndsAt = at + outlives;
        outside.Inventory.End(thing, at, at, cause);
        outside.Log.Add(new WorldDeed(at, cause == EndCause.Outside ? Deed.EndedFromOutside : Deed.Gone, name, thing, why));
    }

    public SimulatedStatement Post(string code, Arrival arrival)
    {
        var kind = jobs.KindOf(name, code);
        var takes = outside.Draw.Between(Durations.Statement(kind, SparkJobs.Caches(code)), "statement", $"{name}/{_posted}");
        var statement = new SimulatedStatement(_posted++, code, takes, arrival.Fault);
        _statements.Add(statement);
        if (_statements.Count > Retained)
        {
            _statements.RemoveAt(0);
        }

        var effect = kind == ScriptStatementKind.OutsideEffect;
        outside.Log.Add(new WorldDeed(
            arrival.At, effect ? Deed.EffectPosted : Deed.StatementPosted, name, thing, statement.FirstLine, effect ? SparkJobs.OutputOf(name) : null));
        if (!_statements.Any(other => other.Status == StatementStatus.Running))
        {
            Start(statement, arrival.At);
        }

        return statement;
    }

    public SimulatedStatement? Find(int statement) => _statements.FirstOrDefault(known => known.Id == statement);

    /// <summary>By a word of the first line, the newest first as Livy is asked for them.</summary>
    public SimulatedStatement? Find(string marker) =>
        _statements.LastOrDefault(known => known.FirstLine.Contains(marker, StringComparison.Ordinal));

    public void Cancel(int statement, DateTimeOffset at)
    {
        if (Find(statement) is { IsOver: false } known)
        {
            var ran = known.Status == StatementStatus.Running;
            known.Status = StatementStatus.Cancelled;
            if (ran)
            {
                StartNext(at);
            }
        }
    }

    private void Start(SimulatedStatement statement, DateTimeOffset at)
    {
        (statement.Status, statement.StartedAt) = (StatementStatus.Running, at);
        jobs.Begin(_driver, name, statement.Code);
        outside.Agenda.At(at + (statement.Takes / 2), half => Halfway(statement, half));
        outside.Agenda.At(at + statement.Takes, end => Finish(statement, end));
    }

    private void Halfway(SimulatedStatement statement, DateTimeOffset at)
    {
        if (!Works(statement, at))
        {
            return;
        }

        jobs.Write(_driver, name, statement.Code, whole: false);
        if (statement.Fault == Fault.SessionDiesBusy)
        {
            End(at, EndCause.Outside, "the driver was lost (simulated)");
        }
    }

    private void Finish(SimulatedStatement statement, DateTimeOffset at)
    {
        if (!Works(statement, at))
        {
            return;
        }

        if (statement.Fault is Fault.StatementErrorTransient or Fault.StatementErrorPermanent)
        {
            statement.Status = StatementStatus.Failed;
            statement.Error = statement.Fault == Fault.StatementErrorPermanent
                ? new StatementError("Error", "[UNRESOLVED_COLUMN] A column or function parameter cannot be resolved (simulated)", FailureKind.Permanent)
                : new StatementError("Error", "Job aborted due to stage failure: executor lost (simulated)", FailureKind.Transient);
        }
        else
        {
            if (jobs.Write(_driver, name, statement.Code, whole: true))
            {
                outside.Log.Add(new WorldDeed(at, Deed.OutputWritten, _driver.Output!, thing, Output: SparkJobs.OutputOf(name)));
            }

            statement.Rows = jobs.Answer(_driver, name, statement.Code);
            statement.Status = StatementStatus.Succeeded;
        }

        if (statement.Fault == Fault.SessionDiesIdle)
        {
            End(at, EndCause.Outside, "the driver ended (simulated)");
        }

        StartNext(at);
    }

    /// <summary>Not of a cancelled statement, nor when the driver is gone.</summary>
    private bool Works(SimulatedStatement statement, DateTimeOffset at) => statement.Status == StatementStatus.Running && _driver.LivesAt(at);

    private void StartNext(DateTimeOffset at)
    {
        if (Status == SessionStatus.Ready && _statements.FirstOrDefault(other => other.Status == StatementStatus.Waiting) is { } next)
        {
            Start(next, at);
        }
    }
}
