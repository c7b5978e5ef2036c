using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Host.Local;

namespace Pipeline.Host.Adapters.Aws.S3;

/// <summary>The lake in S3.</summary>
/// <param name="objects">Its objects.</param>
/// <param name="regions">Checks where buckets are.</param>
/// <param name="writeSample">Writes so many rows from this seed into a folder.</param>
public sealed class S3Lake(S3Objects objects, BucketRegions regions, Action<int, int, string> writeSample) : ILake
{
    public async Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation)
    {
        var run = Place(request.Sink, "sink").Below(request.RunId);
        await regions.Require(run.Bucket, "sink", cancellation);
        var source = SampleSource.Parse(request.Source) is { } sample
            ? await Generate(sample, run.Below("source"), cancellation)
            : await Existing(Place(request.Source, "source"), cancellation);
        var reference = run.Below("reference");
        foreach (var (name, text) in request.Reference)
        {
            await objects.Write(reference.Below(name), text, cancellation);
        }

        return new LakePaths(source.ToString(), reference.ToString(), run.ToString());
    }

    public async Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation)
    {
        var folder = Place(output.Folder, "output");
        var manifest = new OutputManifest(
            output.Manifest, OutputObjects.Of(folder, await objects.List(folder, cancellation)), output.Rows, output.Columns);
        await objects.Write(Place(output.Manifest, "manifest"), LakeManifest.Write(manifest), cancellation);
        return manifest;
    }

    public async Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation)
    {
        try
        {
            return await objects.Read(Place(location, "manifest"), cancellation) is { } text ? LakeManifest.Read(location, text) : null;
        }
        catch (JsonException malformed)
        {
            throw PortFailureException.Permanent($"{location} is no manifest of an output: {malformed.Message}. Remove it and run the job again.", malformed);
        }
    }

    public async Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation)
    {
        var there = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var folder in manifest.Objects.Select(part => Place(part.Url[..part.Url.LastIndexOf('/')], "output")).Distinct())
        {
            foreach (var entry in await objects.List(folder, cancellation))
            {
                there[$"s3://{folder.Bucket}/{entry.Key}"] = entry.Bytes;
            }
        }

        return [.. manifest.Objects.Where(part => there.ContainsKey(part.Url)).Select(part => part with { Bytes = there[part.Url] })];
    }

    private async Task<S3Location> Existing(S3Location source, CancellationToken cancellation)
    {
        await regions.Require(source.Bucket, "source", cancellation);
        return await objects.Any(source, cancellation)
            ? source
            : throw PortFailureException.Permanent($"The source {source} holds nothing. Give the prefix that holds the input files.");
    }

    /// <summary>The same rows and seed give the same bytes, so that it may be repeated.</summary>
    private async Task<S3Location> Generate(SampleSource sample, S3Location target, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-sample-");
        try
        {
            await Task.Run(() => writeSample(sample.Rows, sample.Seed, folder.FullName), cancellation);
            foreach (var file in folder.EnumerateFiles())
            {
                await objects.Upload(target.Below(file.Name), file.FullName, cancellation);
            }
        }
        catch (Exception error) when (FileFailures.IsOfFiles(error))
        {
            throw FileFailures.Map(error, $"The sample {folder.FullName} could not be written");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return target;
    }

    private static S3Location Place(string text, string what) =>
        S3Location.Parse(text) ?? throw PortFailureException.Permanent(
            $"The {what} '{text}' is no place in S3: on aws it has to be s3://bucket/prefix, of letters, digits and ! _ . = + @ - only.");
}
