using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Requests;

namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>Where a session is in its life; <see cref="Lost"/> shows as what it was before until somebody notices.</summary>
public enum SessionPhase
{
    Starting,
    Ready,
    Lost,
    ShuttingDown,
    Dead,
}

/// <summary>An interactive session as a state machine without side effects: commands in, state and effects out.</summary>
public sealed record LivySession(int Id, SessionRequest Request)
{
    // Spark takes a static setting only with the session; those that there are change nothing for an engine.
    private const string StaticSetting = "static config";

    private int Settled { get; init; }

    public SessionPhase Phase { get; private init; } = SessionPhase.Starting;

    /// <summary>How long a cancelled statement may go on before its engine is ended.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(3);

    public StatementQueue Statements { get; private init; } = new(Request.RetainedStatements);

    /// <summary>The state by Livy's name.</summary>
    public string State => Phase switch
    {
        SessionPhase.Starting => "starting",
        SessionPhase.ShuttingDown => "shutting_down",
        SessionPhase.Dead => "dead",
        _ => Statements.IsBusy ? "busy" : "idle",
    };

    /// <summary>Why the statements cannot be read now, if so.</summary>
    public LivyError? ReadRefusal => Phase switch
    {
        SessionPhase.Lost => LivyError.Lost,
        SessionPhase.ShuttingDown or SessionPhase.Dead => LivyError.NotActive,
        _ => null,
    };

    /// <summary>Why no code can be handed in now, if so.</summary>
    public LivyError? WriteRefusal => Phase switch
    {
        SessionPhase.Ready => null,
        SessionPhase.Lost => LivyError.Lost,
        _ => LivyError.NotRunning(State),
    };

    public SessionStep Handle(SessionCommand command, DateTimeOffset at)
    {
        var now = at.ToUnixTimeMilliseconds();
        return command switch
        {
            SessionCommand.Start => To(this, new SessionEffect.StartEngine()),
            SessionCommand.EngineReady when Phase == SessionPhase.Starting => Configure(),
            SessionCommand.Finish finish when Phase == SessionPhase.Starting => Configured(finish.Output),
            SessionCommand.Submit submit => Submit(submit, now),
            SessionCommand.Progress progress => To(this with { Statements = Statements.Report(progress.Id, progress.Value) }),
            SessionCommand.Finish finish => Advance(this with { Statements = Statements.Finish(finish.Id, finish.Output, now) }, now),
            SessionCommand.Cancel cancel => Cancel(cancel.Id, at),
            SessionCommand.CancelTick tick when Phase == SessionPhase.Ready && Statements.IsCancelling(tick.Id) => CancelAgain(tick, at),
            SessionCommand.EngineExited => EngineExited(),
            SessionCommand.NoticeLoss when Phase == SessionPhase.Lost => To(this with { Phase = SessionPhase.Dead }),
            SessionCommand.Stop when Phase == SessionPhase.Lost => To(this with { Phase = SessionPhase.Dead }),
            SessionCommand.Stop when Phase is SessionPhase.Starting or SessionPhase.Ready =>
                To(this with { Phase = SessionPhase.ShuttingDown }, new SessionEffect.StopEngine()),
            _ => To(this),
        };
    }

    // A driver has its conf from the start; an engine is told of it before the session takes code. Ids below 0 are no client's.
    private SessionStep Configure() => Settled < Request.SqlSettings.Count
        ? To(this, new SessionEffect.Execute(-1 - Settled, SetStatement(Request.SqlSettings[Settled]), 1))
        : To(this with { Phase = SessionPhase.Ready });

    private SessionStep Configured(StatementOutput output)
    {
        var next = this with { Settled = Settled + 1 };
        return output is StatementOutput.Error error && !error.Value.Contains(StaticSetting, StringComparison.Ordinal)
            ? To(next, new SessionEffect.KillEngine($"it refused the session's conf, {SetStatement(Request.SqlSettings[Settled])}: {error.Value}"))
            : next.Configure();
    }

    private static string SetStatement(KeyValuePair<string, string?> setting) => $"SET {setting.Key}={setting.Value}";

    private SessionStep Submit(SessionCommand.Submit submit, long now)
    {
        if (WriteRefusal is { } closed)
        {
            return Refuse(closed);
        }

        if (submit.Code is null)
        {
            return Refuse(LivyError.NoCode);
        }

        var kind = submit.Kind is null ? Request.Kind : Kinds.Normalise(submit.Kind);
        if (kind is null)
        {
            return Refuse(LivyError.InvalidStatementKind(submit.Kind!));
        }

        if (kind == Kinds.Shared)
        {
            return Refuse(submit.Kind is null ? LivyError.KindMissing : LivyError.SharedStatement);
        }

        var (queue, submitted) = Statements.Submit(LineEnds.ToLf(submit.Code), kind);
        return Advance(this with { Statements = queue }, now) with { Submitted = submitted };
    }

    private SessionStep Cancel(int id, DateTimeOffset at)
    {
        if (WriteRefusal is { } closed)
        {
            return Refuse(closed);
        }

        var wasCancelling = Statements.IsCancelling(id);
        var next = this with { Statements = Statements.Cancel(id, at.ToUnixTimeMilliseconds()) };
        return !wasCancelling && next.Statements.IsCancelling(id)
            ? To(next, new SessionEffect.CancelExecution(id), new SessionEffect.WatchCancel(id, at))
            : To(next);
    }

    // An interruption is lost on a statement that is just between two steps, so that it is repeated, as Livy does.
    private SessionStep CancelAgain(SessionCommand.CancelTick tick, DateTimeOffset at) => at - tick.Since < CancelGrace
        ? To(this, new SessionEffect.CancelExecution(tick.Id), new SessionEffect.WatchCancel(tick.Id, tick.Since))
        : To(this, new SessionEffect.KillEngine($"statement {tick.Id} did not end when it was cancelled."));

    private SessionStep EngineExited() => Phase switch
    {
        SessionPhase.Starting or SessionPhase.ShuttingDown => To(this with { Phase = SessionPhase.Dead }),
        SessionPhase.Ready => To(this with { Phase = SessionPhase.Lost }, new SessionEffect.WatchLoss()),
        _ => To(this),
    };

    private static SessionStep Advance(LivySession session, long now)
    {
        if (session.Phase != SessionPhase.Ready)
        {
            return To(session);
        }

        while (true)
        {
            var (queue, started) = session.Statements.Next(now);
            session = session with { Statements = queue };
            if (started is null)
            {
                return To(session);
            }

            if (started.Kind == Kinds.Sql)
            {
                return To(session, new SessionEffect.Execute(started.Id, started.Code, session.Request.ResultRows));
            }

            session = session with { Statements = queue.Finish(started.Id, StatementOutput.NoInterpreter, now) };
        }
    }

    private SessionStep Refuse(LivyError error)
    {
        // The first word a caller gets of a lost engine is an error of the connection; from then on the session is dead.
        var next = error == LivyError.Lost ? this with { Phase = SessionPhase.Dead } : this;
        return To(next) with { Refusal = error };
    }

    private static SessionStep To(LivySession session, params IReadOnlyList<SessionEffect> effects) => new(session, effects);
}
