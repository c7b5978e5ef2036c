using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Host.Service;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>What can be told of a run on AWS beforehand: are source and sink places in S3, are their buckets in the region, can all sessions start at once.</summary>
/// <param name="settings">Whether the warehouse is there already.</param>
/// <param name="regions">Finds out where buckets are.</param>
public sealed class AwsRunCheck(AwsSettings settings, BucketRegions regions) : IRunCheck
{
    public async Task<ImmutableArray<string>> Problems(RunRequest request, CancellationToken cancellation)
    {
        var definition = request.Pipeline.Definition;
        var problems = ImmutableArray.CreateBuilder<string>();
        await Bucket("sink", request.Sink, problems, cancellation);
        if (SampleSource.Parse(request.Source) is null)
        {
            await Bucket("source", request.Source, problems, cancellation);
        }

        await Note(problems, () =>
        {
            EmrRequests.Sizing(new ClusterRequest(definition.Name, "", "", definition.Cluster, definition.Jobs.Length));
            return Task.CompletedTask;
        });
        if (settings.Warehouse.Existing is { } existing && definition.Warehouse.OnFinish == OnFinish.Snapshot)
        {
            problems.Add($"warehouse.on-finish is snapshot, but the warehouse is cluster {existing.Cluster}, which is not the run's: set it to delete or keep.");
        }

        return problems.ToImmutable();
    }

    private async Task Bucket(string what, string text, ImmutableArray<string>.Builder problems, CancellationToken cancellation)
    {
        if (S3Location.Parse(text) is not { } place)
        {
            problems.Add($"The {what} '{text}' is no place in S3: on aws it has to be s3://bucket/prefix, of letters, digits and ! _ . = + @ - only.");
            return;
        }

        await Note(problems, () => regions.Require(place.Bucket, what, cancellation));
    }

    /// <summary>What may pass is no reason to refuse the run: it looks again itself.</summary>
    private static async Task Note(ImmutableArray<string>.Builder problems, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (PortFailureException failure) when (failure.Kind == FailureKind.Permanent)
        {
            problems.Add(failure.Message);
        }
        catch (PortFailureException)
        {
        }
    }
}
