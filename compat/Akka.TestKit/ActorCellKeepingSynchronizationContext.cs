using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Keeps the test actor the sender of what a test tells after an await.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object state) => ThreadPool.QueueUserWorkItem(_ =>
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            ActorCell.RunInContext(cell, static call => call.d(call.state), (d, state));
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    });

    public override void Send(SendOrPostCallback d, object state)
    {
        var done = new TaskCompletionSource();
        Post(
            _ =>
            {
                try
                {
                    d(state);
                    done.SetResult();
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            },
            state);
        done.Task.GetAwaiter().GetResult();
    }
}
