using System.Collections.Immutable;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

/// <summary>Makes the view of a state: pure, so that a run is shown alike live, later and after any of its events.</summary>
public static class RunViews
{
    public static RunView Of(RunState state)
    {
        var request = state.Requested;
        return new RunView
        {
            RunId = request.Run.Value,
            Pipeline = state.Definition.Name,
            State = state.Phase,
            Ending = state.Ending,
            Events = state.Events,
            RequestedAt = request.At,
            Try = state.Try,
            RetriedAt = state.RetriedAt,
            EarlierTries = state.EarlierTries,
            EndedAt = state.FinishedAt,
            Environment = request.Environment,
            Source = state.Lake?.Source ?? request.Source,
            Sink = request.Sink,
            Parameters = request.Parameters,
            Failures = state.Failures,
            Steps = [.. state.Plan!.Steps.Select(s => s.Id).Concat(Extra(state)).Concat(Removals(state)).Select(id => Step(state, id))],
            Jobs = [.. state.Definition.Jobs.Select(j => Job(state, j.Name))],
            Tables =
            [
                .. state.Definition.Staging.Select(s => Staging(state, s)),
                .. state.Definition.Star.Select(t => Star(state, t.Table)),
            ],
            Checks = [.. state.Definition.Checks.Select(c => Check(state, c))],
            Resources = [.. state.Resources.Select(r => Resource(state, r))],
            Outstanding = [.. Run.Outstanding(state).Select(o => o.Key)],
        };
    }

    private static IEnumerable<string> Removals(RunState state) => state.Resources.Select(r => r.Removal).Where(state.Steps.ContainsKey);

    /// <summary>What only some runs do: look for a committed output, commit again.</summary>
    private static IEnumerable<string> Extra(RunState state) =>
        state.Definition.Jobs.SelectMany(j => new[] { JobSteps.Output(j.Name), JobSteps.Commit(j.Name) }).Where(state.Steps.ContainsKey);

    private static StepView Step(RunState state, string id)
    {
        var step = state.Steps[id];

        // What teardown found unfinished is not being worked on any more.
        var withdrawn = !id.StartsWith("removal/", StringComparison.Ordinal) && state.Phase is not (RunPhase.Requested or RunPhase.Running)
            && step.Status is StepStatus.Waiting or StepStatus.Working or StepStatus.RetryDue;
        var word = withdrawn ? "withdrawn" : Word(step.Status);
        return new StepView(id, word, step.Attempt, step.StartedAt, step.EndedAt, Progress(state, id, step), step.Message, withdrawn ? null : step.RetryAt);
    }

    private static string Word(StepStatus status) => status switch
    {
        StepStatus.Waiting => "waiting",
        StepStatus.Working => "working",
        StepStatus.RetryDue => "retry-due",
        StepStatus.Done => "done",
        StepStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static double Progress(RunState state, string id, StepState step)
    {
        if (step.Status == StepStatus.Done)
        {
            return 1;
        }

        return id.StartsWith("job/", StringComparison.Ordinal) && state.Scripts[id[4..]].Length is > 0 and var all
            ? (double)state.Jobs[id[4..]].Succeeded / all
            : 0;
    }

    private static JobView Job(RunState state, string name)
    {
        var (job, step) = (state.Jobs[name], Step(state, Plan.Job(name)));
        return new JobView(name, step.State, step.Attempt, job.Succeeded, state.Scripts[name].Length, job.Report);
    }

    private static TableView Staging(RunState state, StagingDefinition staging) =>
        new(staging.Table, "staging", state.Tables.GetValueOrDefault(staging.Table)?.Rows, state.Jobs[staging.Job].Manifest?.Rows);

    private static TableView Star(RunState state, string table)
    {
        var loaded = state.Tables.GetValueOrDefault(table);
        return new TableView(table, "star", loaded?.Rows, loaded?.Expected);
    }

    private static CheckView Check(RunState state, CheckDefinition check)
    {
        long? count = state.Checks.TryGetValue(check.Name, out var found) ? found : null;
        var status = count switch
        {
            null => "waiting",
            0 => "passed",
            _ => check.Severity == Severity.Error ? "failed" : "warned",
        };
        return new CheckView(check.Name, check.Table, check.Severity == Severity.Error ? "error" : "warn", status, count);
    }

    private static ResourceView Resource(RunState state, Resource resource)
    {
        var removing = resource.IsOpen && state.Steps.TryGetValue(resource.Removal, out var removal) && removal.Status != StepStatus.Done;
        var word = removing
            ? "removing"
            : resource.Status switch
            {
                ResourceStatus.Asked => "asked",
                ResourceStatus.Ready => "ready",
                ResourceStatus.Removed => "removed",
                ResourceStatus.Kept => "kept",
                ResourceStatus.Left => "left",
                _ => throw new ArgumentOutOfRangeException(nameof(resource), resource.Status, null),
            };
        return new ResourceView(resource.Kind, resource.Name, resource.Id, word, resource.AskedAt, resource.RemovedAt, resource.Why);
    }
}
