using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Sessions;

namespace Pipeline.Actors.Runs;

/// <summary>A job's script as statements, and what its answers say.</summary>
public static class JobScripts
{
    private static readonly ConditionalWeakTable<RecordedPipeline, ImmutableSortedDictionary<string, ImmutableArray<ScriptStatement>>> Known = [];

    /// <summary>Every job's statements; a script that is not SQL is one statement. Split once for all runs that share the pipeline.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<ScriptStatement>> Split(RecordedPipeline pipeline) => Known.GetValue(pipeline, SplitAnew);

    private static ImmutableSortedDictionary<string, ImmutableArray<ScriptStatement>> SplitAnew(RecordedPipeline pipeline) =>
        pipeline.Definition.Jobs.ToImmutableSortedDictionary(
            job => job.Name,
            job => job.Kind == JobKind.Sql
                ? SparkScript.Split(pipeline.SparkScripts[job.Script])
                : [new ScriptStatement(pipeline.SparkScripts[job.Script], 1)],
            StringComparer.Ordinal);

    /// <summary>The statement as it is posted: its marker in a first line of its own, its variables filled in.</summary>
    public static string Code(RunState state, string job, int attempt, int index, string marker)
    {
        var statement = state.Scripts[job][index];
        var comment = Job(state, job).Kind switch { JobKind.Sql => "--", JobKind.Spark => "//", _ => "#" };
        var values = Variables(state)
            .SetItem("source", state.Lake!.Source)
            .SetItem("reference", state.Lake.Reference)
            .SetItem("sink", state.Lake.Output(job, attempt));
        return $"{comment} {marker}\n{ScriptVariables.Fill(statement.Text, values)}";
    }

    /// <summary>The variables that every script sees.</summary>
    public static ImmutableDictionary<string, string> Variables(RunState state) =>
        state.Requested.Parameters.ToImmutableDictionary(StringComparer.Ordinal)
            .SetItem("run", state.Requested.Run.Value)
            .SetItem("schema", RunNames.Schema);

    /// <summary>Where the statement stands, for messages: <c>spark/arrivals/immigration.sql, line 12</c>.</summary>
    public static string Place(RunState state, string job, int index) =>
        $"spark/{state.Definition.Name}/{Job(state, job).Script}, line {state.Scripts[job][index].Line}";

    /// <summary>What a DESCRIBE answered; null when it is no such answer.</summary>
    public static ImmutableArray<OutputColumn>? Columns(RowSet? rows) =>
        rows is { Columns: [{ Name: "col_name" }, { Name: "data_type" }, ..] }
            ? [.. rows.Rows.Select(r => new OutputColumn(r[0] ?? "", r[1] ?? ""))]
            : null;

    private static JobDefinition Job(RunState state, string job) => state.Definition.Jobs.First(j => j.Name == job);
}
