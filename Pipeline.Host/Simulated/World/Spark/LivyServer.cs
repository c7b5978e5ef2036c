using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.World.Spark;

/// <summary>One cluster's Livy: names are unique among the sessions that it holds, ids begin at 0 with each start of it.</summary>
/// <param name="cluster">The cluster as the inventory has it.</param>
/// <param name="outside">The world.</param>
/// <param name="jobs">What code answers and writes.</param>
/// <param name="strangers">Sessions that somebody else keeps open on it.</param>
internal sealed class LivyServer(Thing cluster, Outside outside, SparkJobs jobs, IReadOnlyList<string> strangers)
{
    private readonly List<SimulatedSession> _sessions = [];
    private DateTimeOffset _upAgainAt;
    private int _next;

    /// <summary>Strangers are quick: they have the first ids whenever it starts.</summary>
    public void Start(DateTimeOffset at)
    {
        foreach (var name in strangers)
        {
            Open(name, at, stranger: true).Ready(at);
        }
    }

    public bool IsUpAt(DateTimeOffset at) => at >= _upAgainAt;

    /// <summary>Without recovery nothing of what it held is left; drivers go on for a while.</summary>
    public void Restart(DateTimeOffset at)
    {
        foreach (var session in _sessions)
        {
            session.End(at, EndCause.Outside, "Livy restarted (simulated)");
        }

        _sessions.Clear();
        (_next, _upAgainAt) = (0, at + outside.Draw.Between(Durations.LivyRestart, "Livy restart", cluster.Id, _next));
        outside.Agenda.At(_upAgainAt, Start);
    }

    /// <summary>The cluster ends: its nodes and every process on them.</summary>
    public void End(DateTimeOffset at, EndCause cause)
    {
        foreach (var session in _sessions)
        {
            session.End(at, cause == EndCause.Removed ? EndCause.RemovedAlong : cause, "the cluster was terminated", driverToo: true);
        }

        _sessions.Clear();
    }

    public SimulatedSession? Find(string name, DateTimeOffset at)
    {
        // Livy forgets a dead session after a while.
        _sessions.RemoveAll(session => session.EndedAt + Durations.DeadSessionKept <= at);
        return _sessions.FirstOrDefault(session => session.Name == name);
    }

    /// <summary>The session of this name, made if there is none: one that ended keeps its name until it is deleted, which is done first.</summary>
    public SimulatedSession Create(string name, Arrival arrival)
    {
        if (Find(name, arrival.At) is { } holder)
        {
            if (holder.Status != SessionStatus.Ended)
            {
                NoteStranger(holder, arrival.At, "asked for its name");
                return holder;
            }

            _sessions.Remove(holder);
        }

        var session = Open(name, arrival.At, stranger: false);
        var starts = outside.Draw.Between(Durations.SessionStart, "session start", name, arrival.Nth);
        if (arrival.Fault == Fault.SessionDiesStarting)
        {
            outside.Agenda.At(arrival.At + (starts / 2), at => session.End(at, EndCause.Outside, "the driver never connected (simulated)"));
        }

        outside.Agenda.At(arrival.At + starts, session.Ready);
        return session;
    }

    /// <summary>Frees the name; a session that is gone already is no error.</summary>
    public void Delete(string name, DateTimeOffset at)
    {
        if (Find(name, at) is { } session)
        {
            NoteStranger(session, at, "deleted");
            outside.Log.Add(new WorldDeed(at, Deed.RemovalAsked, name, session.Thing));
            session.End(at, EndCause.Removed, "deleted");
            _sessions.Remove(session);
        }
    }

    /// <summary>The session, if it takes statements.</summary>
    public SimulatedSession Active(string name, DateTimeOffset at) => Find(name, at) switch
    {
        null => throw PortFailureException.Transient($"Session '{name}' not found (simulated)."),
        { Status: SessionStatus.Ready } session => session,
        var session => throw PortFailureException.Transient($"Session is in state {session.Status} (simulated): {name}."),
    };

    public void NoteStranger(SimulatedSession session, DateTimeOffset at, string what)
    {
        if (session.IsStranger)
        {
            outside.Log.Add(new WorldDeed(at, Deed.ForeignTouched, session.Name, session.Thing, what));
        }
    }

    private SimulatedSession Open(string name, DateTimeOffset at, bool stranger)
    {
        var thing = outside.Inventory.Add(new Thing
        {
            Kind = ThingKind.Session,
            Name = name,
            Id = outside.Inventory.NewId("s-"),
            Run = stranger ? null : cluster.Run,
            Journal = stranger ? null : cluster.Journal,
            IsForeign = stranger,
            Of = cluster.Id,
            CreatedAt = at,
        });
        var session = new SimulatedSession(thing.Id, name, _next++, outside, jobs) { IsStranger = stranger };
        _sessions.Add(session);
        outside.Log.Add(new WorldDeed(at, Deed.Created, name, thing.Id));
        return session;
    }
}
