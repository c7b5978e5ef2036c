using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Lakes;

/// <summary>Prepares the run's prefix in the lake and writes the manifests that make outputs count.</summary>
public sealed class LakeActor(ILake lake) : WorkActor
{
    protected override void Begin(WorkOrder order, bool again)
    {
        switch (order)
        {
            case PrepareLake prepare:
                Call(order, c => lake.Prepare(prepare.Request, c), paths => Done(new LakeReady(order.Key, paths)));
                break;
            case CommitOutput commit:
                Call(order, c => lake.Commit(commit.Output, c), manifest => Done(new OutputWritten(order.Key, manifest)));
                break;
            default:
                throw new InvalidOperationException($"The lake actor knows no order of type {order.GetType().Name}.");
        }
    }
}
