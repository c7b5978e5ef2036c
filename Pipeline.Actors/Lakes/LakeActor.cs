using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Lakes;

/// <summary>Prepares the run's prefix in the lake, writes the manifests that make outputs count, and finds those that were written.</summary>
public sealed class LakeActor(ILake lake) : WorkActor
{
    protected override void Begin(WorkOrder order, bool again)
    {
        switch (order)
        {
            case PrepareLake prepare:
                Call(order, c => lake.Prepare(prepare.Request, c), paths => Done(new LakeReady(order.Key, paths)));
                break;
            case CommitOutput commit when again || commit.Attempt > 1:
                Recommit(commit);
                break;
            case CommitOutput commit:
                Commit(commit);
                break;
            case FindOutput find:
                Find(find);
                break;
            default:
                throw new InvalidOperationException($"The lake actor knows no order of type {order.GetType().Name}.");
        }
    }

    private void Commit(CommitOutput order) =>
        Call(order, c => lake.Commit(order.Output, c), manifest => Done(new OutputWritten(order.Key, manifest)));

    /// <summary>An earlier write whose answer was lost is found by its manifest.</summary>
    private void Recommit(CommitOutput order) =>
        Call(order, c => lake.ReadManifest(order.Output.Manifest, c), read =>
        {
            if (read is null || read.Objects.IsEmpty || !read.Objects.All(part => part.Url.StartsWith(order.Output.Folder + "/", StringComparison.Ordinal)))
            {
                Commit(order);
                return;
            }

            Call(order, c => lake.FindObjects(read, c), found =>
            {
                if (read.Rows == order.Output.Rows && read.Columns.SequenceEqual(order.Output.Columns) && CommittedOutput.Lack(read, found) is null)
                {
                    Done(new OutputWritten(order.Key, read));
                }
                else
                {
                    Commit(order);
                }
            });
        }, bear: failure =>
        {
            // What is no manifest is written over.
            if (failure.Kind == FailureKind.Permanent)
            {
                Commit(order);
            }

            return failure.Kind == FailureKind.Permanent;
        });

    private void Find(FindOutput order) =>
        Call(order, c => lake.ReadManifest(order.Manifest, c), read =>
        {
            // The objects of a manifest that is not this job's are none of this run's business.
            if (read is null || CommittedOutput.AttemptOf(read, order.Folder) is null)
            {
                Done(new OutputRead(order.Key, read, []));
            }
            else
            {
                Call(order, c => lake.FindObjects(read, c), found => Done(new OutputRead(order.Key, read, found)));
            }
        });
}
