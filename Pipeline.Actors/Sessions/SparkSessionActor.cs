using Akka.Actor;
using Akka.Event;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Sessions;

/// <summary>Owns one Livy session: one job's Spark context, beside those of the other jobs.</summary>
public sealed class SparkSessionActor : WorkActor
{
    /// <summary>Failed calls in a row that an order is forgiven.</summary>
    private const int Patience = 5;

    /// <summary>The markers of the statements that Livy has taken from this actor.</summary>
    private readonly HashSet<string> _posted = new(StringComparer.Ordinal);

    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly ILivy livy;
    private readonly RunSettings settings;

    public SparkSessionActor(ILivy livy, RunSettings settings)
    {
        (this.livy, this.settings) = (livy, settings);
        Receive<Keep>(Touch);
        Receive<Status.Success>(_ => { });
        Receive<Status.Failure>(failed => log.Warning("{0}", failed.Cause.Message));
    }

    protected override void Begin(WorkOrder order, bool again)
    {
        Attend((SessionOrder)order);
        switch (order)
        {
            case OpenSession open:
                Find(open);
                break;
            case RunStatement run when again:
                Look(run, 0, 0);
                break;
            case RunStatement run:
                Post(run);
                break;
            case CloseSession close when IsCreating:
                After(order, settings.LivyPolling.First, () => Begin(close, again));
                break;
            case CloseSession { Marker: { } marker } close:
                Stop(close, marker);
                break;
            case CloseSession close:
                Delete(close);
                break;
            default:
                throw new InvalidOperationException($"The session actor knows no order of type {order.GetType().Name}.");
        }
    }

    /// <summary>From its first order on the session is kept for its next, until it is closed.</summary>
    private void Attend(SessionOrder order)
    {
        if (order is CloseSession)
        {
            Timers.Cancel(nameof(Keep));
        }
        else
        {
            Timers.StartPeriodicTimer(nameof(Keep), new Keep(order.Livy, order.Session), settings.SessionKeeping);
        }
    }

    /// <summary>A session at work needs none of it, and one that is lost is noticed by the next order.</summary>
    private void Touch(Keep session)
    {
        if (IsIdle)
        {
            Kept(session).PipeTo(Self, success: () => new Status.Success(null), failure: error => new Status.Failure(error));
        }
    }

    private async Task Kept(Keep session) => await livy.KeepSession(session.Livy, session.Name, CancellationToken.None);

    private void Find(OpenSession order, int failures = 0) =>
        Call(
            order,
            c => livy.FindSession(order.Livy, order.Session, c),
            found =>
            {
                if (found is null)
                {
                    Create(
                        order,
                        c => livy.CreateSession(order.Livy, order.Request, c),
                        made => Follow(order, made, 0),
                        bear: failure => Bear(order, failure, failures, () => Find(order, failures + 1)));
                }
                else
                {
                    Follow(order, found, 0);
                }
            },
            bear: failure => Bear(order, failure, failures, () => Find(order, failures + 1)));

    private void Follow(OpenSession order, Session session, int looks, int absent = 0)
    {
        switch (session.Status)
        {
            case SessionStatus.Ready:
                Done(new SessionOpened(order.Key, session));
                break;
            case SessionStatus.Starting:
                After(order, settings.LivyPolling.DelayAfter(looks), () =>
                    Call(
                        order,
                        c => livy.FindSession(order.Livy, order.Session, c),
                        now =>
                        {
                            if (now is null && absent >= Patience)
                            {
                                throw Lost(order, null);
                            }

                            // One that was just made may not be listed yet.
                            Follow(order, now ?? session, looks + 1, now is null ? absent + 1 : 0);
                        },
                        bear: failure => Bear(order, failure, 0, () => Find(order, 1))));
                break;
            default:
                throw Lost(order, session);
        }
    }

    private void Post(RunStatement order) =>
        Create(
            order,
            c => livy.PostStatement(order.Livy, order.Session, order.Code, c),
            posted =>
            {
                _posted.Add(order.Marker);
                Follow(order, posted, 0);
            },
            bear: failure => Bear(order, failure, 0, () => Look(order, 1, 0)));

    private void Follow(RunStatement order, Statement statement, int looks)
    {
        if (statement.Status is StatementStatus.Succeeded or StatementStatus.Failed or StatementStatus.Cancelled)
        {
            Done(new StatementEnded(order.Key, statement));
            return;
        }

        After(order, settings.LivyPolling.DelayAfter(looks), () =>
            Call(
                order,
                c => livy.GetStatement(order.Livy, order.Session, statement.Id, c),
                now => Follow(order, now, looks + 1),
                bear: failure => Bear(order, failure, 0, () => Look(order, 1, 0))));
    }

    /// <summary>
    /// After a call of unknown outcome: is the session still there, under its name, and does it know the statement? Only a session that is there and
    /// twice does not know it is asked again, and only one that says so, or is not there several times, is lost.
    /// </summary>
    /// <param name="failures">Calls in a row that failed.</param>
    /// <param name="absent">Looks in a row that found no session.</param>
    /// <param name="missed">Looks that found the session without the statement.</param>
    private void Look(RunStatement order, int failures, int absent, int missed = 0) =>
        Call(
            order,
            c => livy.FindSession(order.Livy, order.Session, c),
            session =>
            {
                if (session is { Status: SessionStatus.Ended } || (session is null && absent >= Patience))
                {
                    throw Lost(order, session);
                }

                if (session is null)
                {
                    After(order, settings.LivyPolling.Longest, () => Look(order, failures, absent + 1, missed));
                    return;
                }

                Call(
                    order,
                    c => livy.FindStatement(order.Livy, order.Session, order.Marker, c),
                    found => Go(order, found, failures, missed),
                    bear: failure => Bear(order, failure, failures, () => Look(order, failures + 1, 0)));
            },
            bear: failure => Bear(order, failure, failures, () => Look(order, failures + 1, absent)));

    private void Go(RunStatement order, Statement? found, int failures, int missed)
    {
        if (found is not null)
        {
            Follow(order, found, 0);
        }
        else if (missed == 0)
        {
            After(order, settings.LivyPolling.Longest, () => Look(order, failures, 0, missed + 1));
        }
        else if (order.Rerunnable || !_posted.Contains(order.Marker))
        {
            Post(order);
        }
        else
        {
            // A Livy that came back without its memory: it took the statement, and nobody can say what became of it.
            throw new OrderFailedException(order.Key, FailureKind.Transient, $"Livy has forgotten a statement of session {order.Session} that it had taken.");
        }
    }

    /// <summary>Stops the statement first; whatever that says, the session goes.</summary>
    private void Stop(CloseSession order, string marker) =>
        Call(
            order,
            c => livy.FindStatement(order.Livy, order.Session, marker, c),
            found =>
            {
                if (found is { Status: StatementStatus.Waiting or StatementStatus.Running })
                {
                    Call(order, c => livy.CancelStatement(order.Livy, order.Session, found.Id, c), () => Delete(order), bear: _ => Delete(order));
                }
                else
                {
                    Delete(order);
                }
            },
            bear: _ => Delete(order));

    private bool Delete(CloseSession order)
    {
        Call(order, c => livy.DeleteSession(order.Livy, order.Session, c), () => Done(new Removed(order.Key)));
        return true;
    }

    /// <summary>One failed call is no lost session: it is looked for a few times before the attempt is given up.</summary>
    private bool Bear(SessionOrder order, PortFailureException failure, int failures, Action lookAgain)
    {
        if (failure.Kind == FailureKind.Permanent || failures >= Patience)
        {
            return false;
        }

        After(order, settings.LivyPolling.DelayAfter(failures), lookAgain);
        return true;
    }

    private static OrderFailedException Lost(SessionOrder order, Session? session)
    {
        var end = session is { Log.IsEmpty: false } ? $" Its log ends: {string.Join(" | ", session.Log.TakeLast(5))}" : "";
        return new OrderFailedException(order.Key, FailureKind.Transient, $"The Livy session {order.Session} ended or is gone.{end}");
    }

    private sealed record Keep(LivyEndpoint Livy, string Name);
}
