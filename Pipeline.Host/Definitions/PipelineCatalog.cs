using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Definitions;

/// <summary>The pipelines of a folder, read anew each time: an edited file holds from the next run on.</summary>
/// <param name="root">The folder that holds <c>pipelines/</c>, <c>spark/</c>, <c>sql/</c> and <c>reference/</c>.</param>
/// <param name="defaultSink">The lake for pipelines that name none.</param>
/// <param name="environment">Where they are to run.</param>
public sealed class PipelineCatalog(string root, string defaultSink, TargetEnvironment environment) : IPipelines
{
    private readonly PipelineFolders folders = new(root);

    public RunRequest Prepare(string pipeline, ImmutableSortedDictionary<string, string> parameters) => Guarded(() =>
    {
        var (files, reading) = Read(Known(pipeline));
        var (request, problems) = RunPreparation.Prepare(reading, files, parameters, defaultSink, environment);
        return request ?? throw new InvalidPipelineException(pipeline, problems);
    });

    public ImmutableArray<PipelineSummary> List() => Guarded(() => folders.Names().Select(name =>
    {
        var (_, reading) = Read(name);
        return new PipelineSummary(name, reading.Description, reading.Problems);
    }).ToImmutableArray());

    public PipelineDescription Describe(string pipeline) => Guarded(() =>
    {
        var (_, reading) = Read(Known(pipeline));
        return new PipelineDescription(pipeline, reading.Description, reading.Pipeline?.Definition, reading.Problems);
    });

    /// <summary>The name itself, which came from outside, once it is one of the folder's: it goes into paths from here on.</summary>
    private string Known(string pipeline)
    {
        var names = folders.Names();
        return names.Contains(pipeline, StringComparer.Ordinal) ? pipeline : throw new UnknownPipelineException(pipeline, names);
    }

    private (PipelineFiles Files, PipelineReading Reading) Read(string name)
    {
        var files = folders.FilesOf(name);
        var (text, unreadable) = folders.Definition(name);
        var (tree, malformed) = unreadable is null ? YamlTree.Read(files.DefinitionFile, text!) : (null, unreadable);
        return (files, tree is null ? new PipelineReading("", null, [malformed!]) : PipelineReader.Read(tree, files, environment));
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw PortFailureException.Permanent($"The pipelines in {root} cannot be read: {failure.Message}", failure);
        }
    }
}
