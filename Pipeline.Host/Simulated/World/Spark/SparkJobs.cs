using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Simulated.World.Data;

namespace Pipeline.Host.Simulated.World.Spark;

/// <summary>What a job's code does to the lake and what it answers, as far as that follows from the pipeline's own files.</summary>
/// <param name="lake">Where it writes.</param>
/// <param name="pipelines">The pipelines by name.</param>
internal sealed class SparkJobs(LakeStore lake, Func<string, RecordedPipeline?> pipelines)
{
    private static readonly RowSet Nothing = new([], []);
    private static readonly JobData Unknown = new([new OutputColumn("id", "bigint")], 100, 0, 0, 100, false);
    private readonly Dictionary<string, JobData> _data = new(StringComparer.Ordinal);

    /// <summary>The output <c>run/job</c> of a session of this name; the name itself where it is none of a run's.</summary>
    public static string OutputOf(string session) => RunName.Parse(session) is { } name ? $"{name.Run}/{name.Job}" : session;

    public static bool Caches(string code) => new TokenCursor(SparkTokens.Read(code)).Take("CACHE");

    /// <summary>A script that is not SQL is one statement, and writes.</summary>
    public ScriptStatementKind KindOf(string session, string code) =>
        Job(session) is { Kind: not JobKind.Sql } ? ScriptStatementKind.OutsideEffect : ScriptStatements.Classify(code);

    /// <summary>An OVERWRITE removes what lies there before it writes.</summary>
    public void Begin(Driver driver, string session, string code)
    {
        if (Folder(session, code) is { } folder)
        {
            lake.Empty(folder);
            driver.Output = folder;
        }
    }

    /// <summary>True when it wrote.</summary>
    /// <param name="driver">Whose code it is.</param>
    /// <param name="session">Its name.</param>
    /// <param name="code">As it was posted.</param>
    /// <param name="whole">False for what lies there when it is half done.</param>
    public bool Write(Driver driver, string session, string code, bool whole)
    {
        if (Folder(session, code) is not { } folder)
        {
            return false;
        }

        var files = SparkOutput.Files(DataOf(session), driver.Told, Neutral(session, code));
        foreach (var (name, file) in files.Take(whole ? files.Count : files.Count / 2))
        {
            lake.Write(folder, name, file);
        }

        return true;
    }

    public RowSet Answer(Driver driver, string session, string code)
    {
        var written = driver.Output is null ? 0 : lake.List(driver.Output).Values.Sum(file => file.Rows);
        switch (KindOf(session, code))
        {
            case ScriptStatementKind.SessionLocal:
                driver.Tell(Neutral(session, code));
                return Nothing;
            case ScriptStatementKind.Describe:
                return DataOf(session).Description();
            case ScriptStatementKind.Query:
                return JobData.IsReport(code) ? DataOf(session).Report(written) : Some();
            default:
                return Job(session) is { Kind: not JobKind.Sql } ? DataOf(session).Report(written) : Nothing;
        }
    }

    private static RowSet Some() => new([new Column("value", "long")], [["1"]]);

    /// <summary>The code without what differs between attempts: its marker, and the paths of this run.</summary>
    private string Neutral(string session, string code)
    {
        var text = code[(code.IndexOf('\n') + 1)..];
        return RunName.Parse(session) is { } name && lake.PathsOf(name.Run) is { } paths
            ? text.Replace(paths.Output(name.Job, name.Attempt), "${sink}", StringComparison.Ordinal)
                .Replace(paths.RunPrefix, "${prefix}", StringComparison.Ordinal)
                .Replace(name.Run, "${run}", StringComparison.Ordinal)
            : text;
    }

    private string? Folder(string session, string code)
    {
        if (KindOf(session, code) != ScriptStatementKind.OutsideEffect)
        {
            return null;
        }

        var sink = RunName.Parse(session) is { } name ? lake.PathsOf(name.Run)?.Output(name.Job, name.Attempt) : null;
        return SparkOutput.FolderOf(code, sink);
    }

    private JobData DataOf(string session)
    {
        if (Job(session) is not { } job || RunName.Parse(session) is not { } name)
        {
            return Unknown;
        }

        var source = lake.PathsOf(name.Run)?.Source ?? "";
        var key = $"{name.Pipeline}/{job.Name}/{source}";
        if (!_data.TryGetValue(key, out var data))
        {
            _data[key] = data = JobData.Of(pipelines(name.Pipeline)!, job.Name, source);
        }

        return data;
    }

    private JobDefinition? Job(string session) =>
        RunName.Parse(session) is { } name ? pipelines(name.Pipeline)?.Definition.Jobs.FirstOrDefault(job => job.Name == name.Job) : null;
}
