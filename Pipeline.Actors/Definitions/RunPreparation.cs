using System.Collections.Immutable;
using Pipeline.Actors.Definitions.Reading;
using Pipeline.Actors.Definitions.Rules;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Definitions;

/// <summary>Makes a run's request of a pipeline and the parameters that were given.</summary>
public static class RunPreparation
{
    /// <returns>The request, or everything that is wrong with the pipeline and the parameters together.</returns>
    /// <param name="reading">The pipeline as it was read, with its own problems.</param>
    /// <param name="files">The files it was read from.</param>
    /// <param name="given">The parameters asked for.</param>
    /// <param name="defaultSink">The lake for pipelines that name none.</param>
    /// <param name="environment">Where it is to run.</param>
    public static (RunRequest? Request, ImmutableArray<Problem> Problems) Prepare(
        PipelineReading reading,
        PipelineFiles files,
        ImmutableSortedDictionary<string, string> given,
        string defaultSink,
        TargetEnvironment environment)
    {
        if (reading is not { Draft: { } definition, Lines: { } lines })
        {
            return (null, reading.Problems);
        }

        var problems = new ProblemList(files.DefinitionFile, lines);
        foreach (var problem in reading.Problems)
        {
            problems.Add(problem);
        }

        var parameters = Parameters(definition, given, problems);
        var source = ScriptVariables.Fill(definition.Source, parameters);
        var sink = ScriptVariables.Fill(definition.Sink ?? defaultSink, parameters);
        NotEmpty("source", source, problems);
        NotEmpty("sink", sink, problems);
        if (definition.Sink is null && ParameterRules.ValueProblem(defaultSink) is { } why)
        {
            problems.Add("sink", $"the service's own sink '{defaultSink}' is used, and {why}");
        }

        var found = problems.ToImmutable();
        return found.IsEmpty && reading.Pipeline is { } pipeline
            ? (new RunRequest(pipeline, parameters, source, sink, environment.Name), found)
            : (null, found);
    }

    private static ImmutableSortedDictionary<string, string> Parameters(
        PipelineDefinition definition, ImmutableSortedDictionary<string, string> given, ProblemList problems)
    {
        var names = definition.Parameters.Select(parameter => parameter.Name).ToArray();
        foreach (var name in given.Keys.Where(name => !names.Contains(name)))
        {
            problems.Add("parameters", $"the run was given a parameter '{name}' that the pipeline has not{NearestName.Hint(name, names)}; " +
                (names.Length == 0 ? "it has none." : $"it has {string.Join(", ", names)}."));
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
        {
            if (given.TryGetValue(parameter.Name, out var value))
            {
                values[parameter.Name] = value;
                if (ParameterRules.ValueProblem(value) is { } why)
                {
                    problems.Add($"parameters/{parameter.Name}", $"the run was given '{Shown(value)}', and {why}");
                }
            }
            else if (parameter.Default is { } usual)
            {
                values[parameter.Name] = usual;
            }
            else
            {
                problems.Add(
                    $"parameters/{parameter.Name}",
                    $"the run needs this parameter and was not given it; add it, as --param {parameter.Name}=VALUE.");
            }
        }

        return values.ToImmutable();
    }

    private static void NotEmpty(string key, string value, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            problems.Add(key, "with this run's parameters nothing stands here; give them a value.");
        }
    }

    private static string Shown(string value) => new([.. value.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
