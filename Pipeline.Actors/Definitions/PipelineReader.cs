using System.Collections.Immutable;
using Pipeline.Actors.Definitions.Reading;
using Pipeline.Actors.Definitions.Rules;

namespace Pipeline.Actors.Definitions;

/// <summary>A definition that was read: whole, or with everything that is wrong with it.</summary>
/// <param name="Description">What it says of itself, also when something else is wrong.</param>
/// <param name="Pipeline">Null when there are problems.</param>
/// <param name="Problems">Empty when it is valid.</param>
public sealed record PipelineReading(string Description, RecordedPipeline? Pipeline, ImmutableArray<Problem> Problems)
{
    /// <summary>What could be read, for checking a run's parameters against it; null when that was nothing.</summary>
    internal PipelineDefinition? Draft { get; init; }

    internal LineIndex? Lines { get; init; }
}

/// <summary>Turns a definition file and the scripts beside it into a validated pipeline, or names everything that is wrong with them.</summary>
public static class PipelineReader
{
    public static PipelineReading Read(DefinitionNode root, PipelineFiles files, TargetEnvironment environment)
    {
        var lines = new LineIndex(root);
        var problems = new ProblemList(files.DefinitionFile, lines);
        if (DefinitionReading.Read(root, files, environment, problems) is not { } draft)
        {
            return new PipelineReading("", null, problems.ToImmutable());
        }

        NameRules.Check(draft);
        NameLimits.Check(draft);
        ParameterRules.Check(draft);
        InstanceRules.Check(draft);
        ScriptFileRules.Check(draft);
        JobRules.Check(draft);
        SparkSqlRules.Check(draft);
        SchemaRules.Check(draft);
        TableRules.Check(draft);
        NeedsRules.Check(draft);
        VariableRules.Check(draft);

        var found = problems.ToImmutable();
        var definition = draft.Definition;
        return new PipelineReading(definition.Description, found.IsEmpty ? Record(draft) : null, found) { Draft = definition, Lines = lines };
    }

    private static RecordedPipeline Record(PipelineDraft draft)
    {
        var definition = draft.Definition;
        return new RecordedPipeline(
            definition,
            Texts(draft.Files.Spark, definition.Jobs.Select(job => job.Script)),
            Texts(draft.Files.Sql, [definition.Warehouse.Schema, .. definition.Star.Select(table => table.Script), .. draft.CheckScripts.Values]),
            draft.Files.Reference);
    }

    private static ImmutableSortedDictionary<string, string> Texts(ImmutableSortedDictionary<string, string> files, IEnumerable<string> named) =>
        named.Distinct().Select(name => KeyValuePair.Create(name, files[name])).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
