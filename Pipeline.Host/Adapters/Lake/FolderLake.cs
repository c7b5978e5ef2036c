using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Host.Local;

namespace Pipeline.Host.Adapters.Lake;

/// <summary>The lake as a folder.</summary>
/// <param name="home">Samples are kept under it, for all runs.</param>
/// <param name="writeSample">Writes so many rows from this seed into a folder.</param>
/// <param name="time">For waiting on another process that makes the same sample.</param>
public sealed class FolderLake(string home, Action<int, int, string> writeSample, TimeProvider time) : ILake
{
    /// <summary>Spark takes these in a path for a pattern, or they end the literal that a script puts the path in.</summary>
    private const string Unreadable = "'\"\\*?[]{}$\n\r";

    public async Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation)
    {
        var sink = Folder(request.Sink, "sink");
        var prefix = Path.Combine(sink, request.RunId);
        var source = SampleSource.Parse(request.Source) is { } sample
            ? await Generate(sample, cancellation)
            : Existing(Folder(request.Source, "source"));
        return FileFailures.Guard($"The run's folder {prefix} could not be written", () =>
        {
            var reference = Path.Combine(prefix, "reference");
            Directory.CreateDirectory(reference);
            foreach (var (name, text) in request.Reference)
            {
                AtomicFile.Write(Path.Combine(reference, name), text);
            }

            return new LakePaths(source, reference, prefix);
        });
    }

    public Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation) => Task.Run(
        () => FileFailures.Guard($"The manifest {output.Manifest} could not be written", () =>
        {
            var manifest = new OutputManifest(output.Manifest, ParquetFolder.List(output.Folder), output.Rows, output.Columns);
            AtomicFile.Write(output.Manifest, LakeManifest.Write(manifest));
            return manifest;
        }),
        cancellation);

    public async Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation)
    {
        try
        {
            return LakeManifest.Read(location, await File.ReadAllTextAsync(location, cancellation));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException malformed)
        {
            throw PortFailureException.Permanent($"{location} is no manifest of an output: {malformed.Message}. Remove it and run the job again.", malformed);
        }
        catch (Exception error) when (FileFailures.IsOfFiles(error))
        {
            throw FileFailures.Map(error, $"The manifest {location} could not be read");
        }
    }

    public Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation) => Task.Run(
        () => FileFailures.Guard<ImmutableArray<LakeObject>>($"The objects of {manifest.Location} could not be looked at", () =>
        [
            .. manifest.Objects.Select(part => new FileInfo(part.Url)).Where(file => file.Exists).Select(file => new LakeObject(file.FullName, file.Length)),
        ]),
        cancellation);

    /// <summary>One generation at a time, and only a whole one counts: a killed one is begun again.</summary>
    private async Task<string> Generate(SampleSource sample, CancellationToken cancellation)
    {
        var folder = Path.Combine(home, "samples", sample.Folder);
        if (!Directory.Exists(folder))
        {
            using var only = await FileLock.Take(folder + ".lock", time, cancellation);
            await Task.Run(() => FileFailures.Guard($"The sample {folder} could not be written", () => Generate(sample, folder)), cancellation);
        }

        return folder;
    }

    private string Generate(SampleSource sample, string folder)
    {
        var partial = folder + ".partial";
        if (!Directory.Exists(folder))
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            Directory.CreateDirectory(partial);
            writeSample(sample.Rows, sample.Seed, partial);
            Directory.Move(partial, folder);
        }

        return folder;
    }

    private static string Folder(string location, string what)
    {
        var path = location.StartsWith("file://", StringComparison.Ordinal) ? new Uri(location).LocalPath : location;
        if (!Path.IsPathFullyQualified(path))
        {
            throw PortFailureException.Permanent($"The {what} '{location}' is no folder of this machine: give an absolute path (other places need another environment).");
        }

        return path.AsSpan().IndexOfAny(Unreadable) is >= 0 and var at
            ? throw PortFailureException.Permanent($"The {what} '{location}' has the character '{path[at]}' in its path, which Spark does not take for itself there: use a folder without it.")
            : Path.TrimEndingDirectorySeparator(path);
    }

    private static string Existing(string source)
    {
        if (!Directory.Exists(source))
        {
            throw PortFailureException.Permanent($"The source folder {source} does not exist{(File.Exists(source) ? ": it is a file" : "")}. Give the folder that holds the input files.");
        }

        return FileFailures.Guard($"The source folder {source} cannot be read", () =>
            Directory.EnumerateFileSystemEntries(source).Any()
                ? source
                : throw PortFailureException.Permanent($"The source folder {source} is empty. Give the folder that holds the input files."));
    }
}
