using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>How long teardown waits for sessions to be closed one by one: a cluster's removal must not wait for a Livy that does not answer.</summary>
    private static readonly TimeSpan SessionPatience = TimeSpan.FromSeconds(30);

    /// <summary>The next resource that is no longer needed: a session when its attempt is over, the cluster when the last job is, the rest at the end.</summary>
    private static IRunEvent? NextRemoval(RunState state, DateTimeOffset now)
    {
        foreach (var resource in state.Resources)
        {
            if (!resource.IsOpen || !IsOver(state, resource, now))
            {
                continue;
            }

            if (WhyKept(state, resource) is { } why)
            {
                return new ResourceKept(resource.Kind, resource.Name, why, now);
            }

            var removal = RemovalStep(state, resource);
            if (IsDue(removal, now))
            {
                return new AttemptRequested(resource.Removal, removal.Attempt + 1, null, now);
            }
        }

        return null;
    }

    private static IEnumerable<DateTimeOffset> RemovalRetries(RunState state) => state.Resources
        .Where(resource => resource.IsOpen)
        .Select(resource => (Resource: resource, Step: RemovalStep(state, resource)))
        .Where(removal => removal.Step.Status == StepStatus.RetryDue && IsOver(state, removal.Resource, removal.Step.RetryAt!.Value))
        .Select(removal => removal.Step.RetryAt!.Value);

    private static bool IsOver(RunState state, Resource resource, DateTimeOffset now) => resource.Kind switch
    {
        Resource.Session when state.Phase == RunPhase.TearingDown => state.Cluster is not null && IsPatient(state, now) && RemovalStep(state, resource).Attempt == 0,

        // The cluster's end takes its last sessions with it.
        Resource.Session => state.Phase == RunPhase.Running && state.Cluster is not null && !AllJobsDone(state) && IsAttemptOver(state, resource),
        Resource.Cluster or Resource.Warehouse when resource.IsLeftover => true,
        Resource.Cluster => state.Phase == RunPhase.TearingDown ? !(IsPatient(state, now) && IsClosing(state)) : AllJobsDone(state),
        Resource.Warehouse => state.Phase == RunPhase.TearingDown,
        Resource.Roles => state.Phase == RunPhase.TearingDown && !state.Resources.Any(r => r.Kind != Resource.Roles && r.IsOpen),
        _ => throw new InvalidOperationException($"Nothing is known of the life of a {resource.Kind}."),
    };

    private static bool IsPatient(RunState state, DateTimeOffset now) => now < state.TeardownAt + SessionPatience;

    /// <summary>Whether a session is still being closed, statement and all. One try each: what fails there, the cluster takes along.</summary>
    private static bool IsClosing(RunState state) => state.Cluster is not null && state.Resources.Any(
        r => r is { Kind: Resource.Session, IsOpen: true } && RemovalStep(state, r) is { Status: StepStatus.Working } or { Attempt: 0 });

    /// <summary>When the cluster goes though sessions are still open; null when it does not wait for them.</summary>
    private static DateTimeOffset? SessionsGivenUpAt(RunState state) =>
        state.Phase == RunPhase.TearingDown && IsClosing(state)
        && state.Resources.Any(r => r is { Kind: Resource.Cluster, IsOpen: true } && RemovalStep(state, r).Status == StepStatus.Waiting)
            ? state.TeardownAt + SessionPatience
            : null;

    private static StepState RemovalStep(RunState state, Resource resource) => state.Steps.GetValueOrDefault(resource.Removal, StepState.Waiting);

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
