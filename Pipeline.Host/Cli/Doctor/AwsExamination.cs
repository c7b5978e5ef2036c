using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli.Doctor;

/// <summary>Looks at everything that a run on AWS needs, and makes nothing.</summary>
internal static class AwsExamination
{
    /// <param name="options">The configuration, with <c>environment = aws</c>.</param>
    /// <param name="clients">The SDK's clients.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static async Task<ImmutableArray<Finding>> Of(PipelineOptions options, AwsClients clients, TimeProvider time, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.Add(new Finding("AWS SDK", true, AwsOrigin.Describe()));
        findings.Add(new Finding("Region", true, clients.Region ?? ""));
        try
        {
            var account = await new AwsIdentity(clients.Sts, clients.Region).Account(cancellation);
            var places = Places(options);
            findings.Add(new Finding("Credentials", true, $"{account.Caller} of account {account.Id}"));
            findings.AddRange(await AwsPermissions.Findings(clients, account, new ServicePolicy(account, options.Aws, places), places, cancellation));
            findings.AddRange(await Buckets(places, new BucketRegions(clients.S3, account.Region), cancellation));
            findings.Add(await LivyReach.Look(options.Aws.Livy, clients, time, cancellation));
        }
        catch (PortFailureException failure)
        {
            findings.Add(new Finding(
                "Credentials", false, failure.Message,
                "Give the SDK credentials: AWS_PROFILE or pipeline.aws.profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role of the machine. The rest was not looked at."));
        }

        findings.Add(new Finding(
            "Network", true,
            $"{options.Aws.Cluster.Subnet}, {options.Aws.Cluster.PrimaryGroup}, {options.Aws.Cluster.CoreGroup}: not looked at, EMR does when a cluster starts"));
        return findings.ToImmutable();
    }

    /// <summary>The policy that the service itself needs.</summary>
    public static async Task<string> Policy(PipelineOptions options, AwsClients clients, CancellationToken cancellation) =>
        new ServicePolicy(await new AwsIdentity(clients.Sts, clients.Region).Account(cancellation), options.Aws, Places(options)).Document.ToJson(indented: true);

    /// <summary>The service's lake and whatever the pipelines name themselves, with their parameters' defaults.</summary>
    private static ServicePlaces Places(PipelineOptions options)
    {
        var catalog = EnvironmentSetup.Pipelines(options);
        var definitions = catalog.List().Where(pipeline => pipeline.Valid).Select(pipeline => catalog.Describe(pipeline.Name).Definition!).ToList();
        var defaults = definitions.ToDictionary(
            definition => definition.Name,
            definition => definition.Parameters.ToImmutableSortedDictionary(parameter => parameter.Name, parameter => parameter.Default ?? "", StringComparer.Ordinal));
        return new ServicePlaces(
            [.. definitions.Select(definition => ScriptText(definition.Sink, defaults[definition.Name])).Prepend(options.Sink).Select(Place).OfType<S3Location>().Distinct()],
            [.. definitions.Select(definition => ScriptText(definition.Source, defaults[definition.Name])).Where(source => SampleSource.Parse(source) is null).Select(Place).OfType<S3Location>().Distinct()],
            AwsEnvironment.LogsOf(options.Aws, options.Sink));
    }

    private static string ScriptText(string? text, ImmutableSortedDictionary<string, string> values) => Pipeline.Actors.Definitions.ScriptVariables.Fill(text ?? "", values);

    private static S3Location? Place(string text) => S3Location.Parse(text);

    private static async Task<IEnumerable<Finding>> Buckets(ServicePlaces places, BucketRegions regions, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var (bucket, what) in places.Written.Select(place => (place.Bucket, "sink"))
            .Concat(places.Read.Select(place => (place.Bucket, "source"))).Append((places.Logs.Bucket, "logs")).DistinctBy(place => place.Bucket))
        {
            try
            {
                await regions.Require(bucket, what, cancellation);
                findings.Add(new Finding($"Bucket {bucket}", true, $"{what}, in this region"));
            }
            catch (PortFailureException failure)
            {
                findings.Add(new Finding($"Bucket {bucket}", false, failure.Message, "Make it in this region, name another, or allow s3:GetBucketLocation on it."));
            }
        }

        return findings;
    }
}
