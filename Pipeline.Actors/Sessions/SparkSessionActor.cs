using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Sessions;

/// <summary>Owns one Livy session: one job's Spark context, beside those of the other jobs.</summary>
public sealed class SparkSessionActor(ILivy livy, RunSettings settings) : WorkActor
{
    /// <summary>Failed calls in a row that an order is forgiven.</summary>
    private const int Patience = 5;

    protected override void Begin(WorkOrder order, bool again)
    {
        switch (order)
        {
            case OpenSession open:
                Find(open);
                break;
            case RunStatement run when again:
                Look(run, failures: 0, missed: 0);
                break;
            case RunStatement run:
                Post(run);
                break;
            case CloseSession close when IsCreating:
                After(order, settings.LivyPolling.First, () => Begin(close, again));
                break;
            case CloseSession close:
                Call(order, c => livy.DeleteSession(close.Livy, close.Session, c), () => Done(new Removed(order.Key)));
                break;
            default:
                throw new InvalidOperationException($"The session actor knows no order of type {order.GetType().Name}.");
        }
    }

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

    private void Follow(OpenSession order, Session session, int looks)
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
                        now => Follow(order, now ?? session with { Status = SessionStatus.Ended, Log = [] }, looks + 1),
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
            posted => Follow(order, posted, 0),
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

    /// <summary>After a call of unknown outcome: is the session still there, and does it know the statement? Only when it twice does not is it posted.</summary>
    private void Look(RunStatement order, int failures, int missed) =>
        Call(
            order,
            c => livy.FindSession(order.Livy, order.Session, c),
            session =>
            {
                if (session is null or { Status: SessionStatus.Ended })
                {
                    throw Lost(order, session);
                }

                Call(
                    order,
                    c => livy.FindStatement(order.Livy, order.Session, order.Marker, c),
                    found =>
                    {
                        if (found is not null)
                        {
                            Follow(order, found, 0);
                        }
                        else if (missed > 0)
                        {
                            Post(order);
                        }
                        else
                        {
                            After(order, settings.LivyPolling.Longest, () => Look(order, failures, missed + 1));
                        }
                    },
                    bear: failure => Bear(order, failure, failures, () => Look(order, failures + 1, 0)));
            },
            bear: failure => Bear(order, failure, failures, () => Look(order, failures + 1, 0)));

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
        var log = session is { Log.IsEmpty: false } ? $" Its log ends: {string.Join(" | ", session.Log.TakeLast(5))}" : "";
        return new OrderFailedException(order.Key, FailureKind.Transient, $"The Livy session {order.Session} ended or is gone.{log}");
    }
}
