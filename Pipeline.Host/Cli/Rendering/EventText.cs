using Pipeline.Actors;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>An event in one line: for the service's log, for <c>events</c>, and for <c>run</c> where there is no terminal.</summary>
internal static class EventText
{
    public static string Line(EventBody recorded) => $"{Words.Clock(recorded.At)} #{recorded.Sequence,-3} {(recorded.Read() is { } happened ? Say(happened) : recorded.Manifest)}";

    public static string Say(IRunEvent happened) => happened switch
    {
        RunRequested e => $"run {e.Run} of {e.Pipeline.Definition.Name} requested: source {e.Source}, sink {e.Sink}",
        AttemptRequested e => $"{e.Step}: attempt {e.Attempt} begins{(e.Name is null ? "" : $" as {e.Name}")}",
        AttemptFailed e => $"{e.Step}: attempt {e.Attempt} failed ({Kind(e.Kind)}): {OneLine(e.Message)}; {Next(e)}",
        LakePrepared e => $"lake: source {e.Paths.Source} is there, reference tables are written",
        RolesReady e => e.Roles.Service is null ? "roles: none needed" : "roles: ready",
        ClusterReady e => $"cluster: {e.Id} is ready, Livy at {e.Livy}",
        SessionReady e => $"job/{e.Job}: session {e.Session} is ready",
        StatementRequested e => $"job/{e.Job}: statement {e.Index + 1} is posted",
        StatementSucceeded e => $"job/{e.Job}: statement {e.Index + 1} is done",
        JobReported e => $"job/{e.Job}: {Report(e.Report)}",
        OutputCommitted e => $"job/{e.Job}: done, {Words.Plural(e.Manifest.Rows, "row")} in {Words.Plural(e.Manifest.Objects.Length, "file")}",
        OutputMissing e => $"output/{e.Job}: nothing to take over: {OneLine(e.Why)}",
        WarehouseReady e => $"warehouse: {e.Endpoint.Warehouse} is ready, database {e.Endpoint.Database}",
        SchemaApplied => "schema: every table is made",
        TableStaged e => $"staging/{e.Table}: {Words.Plural(e.Rows, "row")}",
        StarTableLoaded e => $"star/{e.Table}: {Words.Plural(e.Rows, "row")}{(e.Expected is { } rows ? $", {Words.Number(rows)} expected" : "")}",
        CheckFinished e => $"check/{e.Check}: {(e.Count == 0 ? "passed" : Words.Plural(e.Count, "offending row"))}",
        CancelRequested => "cancel requested",
        TeardownStarted e => $"teardown: everything is removed, the run will end as {e.Ending.Word()}{Because(e)}",
        ResourceRemoved e => $"removal/{e.Kind}: {e.Name} is gone",
        ResourceKept e => $"removal/{e.Kind}: {e.Name} is kept: {e.Why}",
        ResourceLeft e => $"removal/{e.Kind}: {e.Name} IS LEFT BEHIND: {OneLine(e.Why)}",
        RunFinished e => $"run {e.State.Word()}",
        RunRetried e => $"try {e.Try} begins: what was committed is kept, the rest is made again",
        _ => throw new ArgumentException($"No text for the event {happened.GetType().Name}.", nameof(happened)),
    };

    public static string Report(JobReport report) =>
        $"read {Words.Number(report.Read)}, rejected {Words.Number(report.Rejected)}, filtered {Words.Number(report.Filtered)}, "
        + $"kept {Words.Number(report.Kept)}, {(report.Groups is { } groups ? $"groups {Words.Number(groups)}, " : "")}written {Words.Number(report.Written)}";

    private static string Because(TeardownStarted e) => e.Reasons.IsEmpty ? "" : $": {OneLine(string.Join("; ", e.Reasons))}";

    private static string Next(AttemptFailed e) => e.RetryAt is { } due ? $"next at {Words.Clock(due)}" : "no further attempt";

    private static string Kind(FailureKind kind) => kind == FailureKind.Transient ? "transient" : "permanent";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
