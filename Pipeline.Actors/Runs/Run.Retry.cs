using System.Collections.Immutable;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    private static Decision OnRetry(RunState state, Retry retry, DateTimeOffset now)
    {
        if (state.Request is null)
        {
            return new Decision([], new RetryAnswer(retry.Run, retry.Try, 0, "The run never began; it begins now."));
        }

        if (retry.Try <= state.Try || !state.Phase.IsFinal() || state.Phase == RunPhase.Succeeded)
        {
            return new Decision([], new Refused(RetryRefusal(retry.Run, state.Phase)));
        }

        var kept = state.Definition.Jobs.Count(job => state.Jobs[job.Name].Manifest is not null);
        return new Decision(
            [new RunRetried(retry.Try, now)],
            new RetryAnswer(
                state.Requested.Run, retry.Try, state.Events,
                $"Try {retry.Try} of the run begins. Outputs that still match their manifests are kept ({kept} of {state.Definition.Jobs.Length} jobs were done); the rest is made again."));
    }

    /// <summary>Why a run in this phase is not retried.</summary>
    public static string RetryRefusal(RunId run, RunPhase phase) => phase == RunPhase.Succeeded
        ? $"Run {run} succeeded: there is nothing to retry. Rerun it to run it once more."
        : $"Run {run} is {phase.Word()}: only a run that has failed or was cancelled can be retried.";

    /// <summary>Everything waits again but what is known: names, attempt numbers, and the outputs that were committed, which are looked at before they count.</summary>
    private static RunState Retried(RunState state, RunRetried e) => state with
    {
        Try = e.Try,
        RetriedAt = e.At,
        EarlierTries = state.EarlierTries.Add(
            new EarlierTry(state.Try, state.Phase, state.RetriedAt ?? state.Requested.At, state.FinishedAt!.Value, state.Failures)),
        Phase = RunPhase.Running,
        Ending = null,
        TeardownAt = null,
        FinishedAt = null,
        Failures = [],
        Steps = state.Steps.ToImmutableSortedDictionary(
            step => step.Key, step => IsRemoval(step.Key) && step.Value.Status == StepStatus.Done ? step.Value : Anew(step.Value), StringComparer.Ordinal),
        Jobs = state.Jobs.ToImmutableSortedDictionary(
            job => job.Key,
            job => JobState.Fresh with
            {
                Manifest = job.Value.Manifest,
                Report = job.Value.Report,
                ReportedBy = job.Value.ReportedBy,
                NeedsLook = state.Steps[Plan.Job(job.Key)].Attempt > 0,
            },
            StringComparer.Ordinal),
        Roles = null,
        Cluster = null,
        Warehouse = null,
        Tables = state.Tables.Clear(),
        Checks = state.Checks.Clear(),
        Resources = [.. state.Resources.Select(OfRetry)],
    };

    /// <summary>What was left is open again. Roles are adopted: to make some anew while the old ones go would only fail.</summary>
    private static Resource OfRetry(Resource resource) => resource.Status == ResourceStatus.Left
        ? resource with
        {
            Status = resource.Id is null ? ResourceStatus.Asked : ResourceStatus.Ready,
            Why = null,
            IsLeftover = resource.Kind is Resource.Cluster or Resource.Warehouse,
        }
        : resource;

    private static bool IsRemoval(string step) => step.StartsWith("removal/", StringComparison.Ordinal);

    /// <summary>True while the earlier try's thing of this kind is still there.</summary>
    private static bool HasLeftover(RunState state, string kind) => state.Resources.Any(r => r.Kind == kind && r is { IsLeftover: true, IsOpen: true });
}
