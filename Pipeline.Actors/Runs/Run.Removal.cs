using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>The next resource that is no longer needed: a session when its attempt is over, the cluster when the last job is, the rest at the end.</summary>
    private static IRunEvent? NextRemoval(RunState state, DateTimeOffset now)
    {
        foreach (var resource in state.Resources)
        {
            if (!resource.IsOpen || !IsOver(state, resource))
            {
                continue;
            }

            if (WhyKept(state, resource) is { } why)
            {
                return new ResourceKept(resource.Kind, resource.Name, why, now);
            }

            var removal = state.Steps.GetValueOrDefault(resource.Removal, StepState.Waiting);
            if (removal.Status == StepStatus.Waiting || (removal.Status == StepStatus.RetryDue && removal.RetryAt <= now))
            {
                return new AttemptRequested(resource.Removal, removal.Attempt + 1, null, now);
            }
        }

        return null;
    }

    private static bool IsOver(RunState state, Resource resource) => resource.Kind switch
    {
        // A cluster's end takes its sessions with it, so during teardown they are not closed one by one.
        Resource.Session => state.Phase == RunPhase.Running && state.Cluster is not null && !AllJobsDone(state) && IsAttemptOver(state, resource),
        Resource.Cluster => state.Phase == RunPhase.TearingDown || AllJobsDone(state),
        Resource.Warehouse => state.Phase == RunPhase.TearingDown,
        Resource.Roles => state.Phase == RunPhase.TearingDown && !state.Resources.Any(r => r.Kind != Resource.Roles && r.IsOpen),
        _ => throw new InvalidOperationException($"Nothing is known of the life of a {resource.Kind}."),
    };

    private static bool IsAttemptOver(RunState state, Resource session)
    {
        var step = state.Steps[Plan.Job(session.Owner)];
        return step.Status is StepStatus.Done or StepStatus.RetryDue or StepStatus.Failed || step.Attempt != session.Attempt;
    }

    private static string? WhyKept(RunState state, Resource resource) => resource.Kind switch
    {
        Resource.Warehouse when state.Definition.Warehouse.OnFinish == OnFinish.Keep && resource.Status == ResourceStatus.Ready =>
            "The definition says warehouse.on-finish: keep.",
        Resource.Roles when state.Resources.Any(r => r is { Kind: Resource.Warehouse, Status: ResourceStatus.Kept }) =>
            "The kept warehouse reads the lake with them.",
        _ => null,
    };
}
