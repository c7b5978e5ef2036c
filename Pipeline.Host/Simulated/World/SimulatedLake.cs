using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Host.Simulated.World.Data;

namespace Pipeline.Host.Simulated.World;

/// <summary>S3: what was written is there. A source is taken to be there, for a simulation reads none.</summary>
internal sealed class SimulatedLake(Outside outside, LakeStore store) : ILake
{
    public Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation)
    {
        var prefix = $"{request.Sink.TrimEnd('/')}/{request.RunId}";
        var paths = new LakePaths(request.Source, $"{prefix}/reference", prefix);
        var call = Call(nameof(Prepare), request.RunId) with
        {
            Changes = true,
            Takes = outside.Draw.Between(Durations.LakePreparation, "lake", request.RunId),
        };
        return outside.Send(call, _ =>
        {
            store.Add(request.RunId, paths);
            return paths;
        }, cancellation);
    }

    public Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Commit), output.Manifest) with { Changes = true }, arrival =>
        {
            var files = store.List(output.Folder);
            if (files.IsEmpty)
            {
                throw PortFailureException.Permanent($"The job wrote nothing: {output.Folder} holds no data file (simulated).");
            }

            var manifest = new OutputManifest(
                output.Manifest, [.. files.Select(file => new LakeObject($"{output.Folder}/{file.Key}", file.Value.Bytes))], output.Rows, output.Columns);
            store.Write(manifest);
            outside.Log.Add(new WorldDeed(arrival.At, Deed.ManifestWritten, output.Manifest, Detail: output.Folder, Output: OutputOf(output.Manifest)));
            return manifest;
        }, cancellation);

    public Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation) =>
        outside.Send(Call(nameof(ReadManifest), location), _ => store.ManifestAt(location), cancellation);

    public Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation) =>
        outside.Send(
            Call(nameof(FindObjects), manifest.Location),
            _ => manifest.Objects.Where(part => store.Read(part.Url) is not null).Select(part => part with { Bytes = store.Read(part.Url)!.Bytes }).ToImmutableArray(),
            cancellation);

    /// <summary><c>.../run/job.manifest</c> as <c>run/job</c>.</summary>
    private static string OutputOf(string manifest) => string.Join('/', manifest.Replace(".manifest", "", StringComparison.Ordinal).Split('/')[^2..]);

    private static OutsideCall Call(string member, string subject) => new(nameof(ILake), member, subject, Durations.AwsTimeout);
}
