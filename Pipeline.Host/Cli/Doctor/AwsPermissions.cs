using System.Collections.Immutable;
using Amazon.ElasticMapReduce.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Redshift.Model;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.S3;

namespace Pipeline.Host.Cli.Doctor;

/// <summary>Whether the service's identity may do what it has to: simulated by IAM, or else shown by one read of each service, with what that does not prove.</summary>
internal static class AwsPermissions
{
    private const string Mend = "Give its identity the policy that ./pipeline doctor --aws --print-policy writes.";

    public static async Task<IEnumerable<Finding>> Findings(
        AwsClients clients, AwsAccount account, ServicePolicy policy, ServicePlaces places, CancellationToken cancellation)
    {
        var simulation = new PermissionSimulation(clients.Iam);
        try
        {
            if (await simulation.Identity(account, cancellation) is { } identity)
            {
                var denied = await simulation.Denied(identity, policy.Document, cancellation);
                return [.. Services(policy).Select(service => Simulated(service.Key, [.. service], denied))];
            }

            return await Reads(clients, policy, places, "the account's root user cannot be simulated", cancellation);
        }
        catch (PortFailureException failure)
        {
            return await Reads(clients, policy, places, failure.Message, cancellation);
        }
    }

    private static Finding Simulated(string service, ImmutableArray<string> actions, ImmutableArray<string> denied) =>
        actions.Intersect(denied).ToList() is { Count: > 0 } missing
            ? new Finding($"Permissions: {service}", false, $"not allowed: {string.Join(", ", missing)}", Mend)
            : new Finding($"Permissions: {service}", true, $"all {actions.Length} actions allowed, as IAM simulates it");

    private static async Task<IEnumerable<Finding>> Reads(AwsClients clients, ServicePolicy policy, ServicePlaces places, string why, CancellationToken cancellation)
    {
        var services = Services(policy).ToDictionary(service => service.Key, service => service.ToImmutableArray());
        var findings = new List<Finding> { new("Permissions", true, $"cannot be simulated, so each service is read once: {why}") };
        findings.Add(await Read("iam", "iam:ListRoles", IamErrors.Table, c => clients.Iam.ListRolesAsync(new ListRolesRequest { MaxItems = 1 }, c)));
        findings.Add(await Read("elasticmapreduce", "elasticmapreduce:ListClusters", EmrErrors.Table, c => clients.Emr.Emr.ListClustersAsync(new ListClustersRequest(), c)));
        findings.Add(await Read("redshift", "redshift:DescribeClusters", RedshiftErrors.Table, c => clients.Redshift.DescribeClustersAsync(new DescribeClustersRequest(), c)));
        findings.Add(await Read("s3", "s3:ListBucket", S3Errors.Table, async c =>
        {
            foreach (var place in places.Written)
            {
                await new S3Objects(clients.S3).Any(place, c);
            }

            return true;
        }));
        findings.AddRange(services.Where(service => service.Key is not ("iam" or "elasticmapreduce" or "redshift" or "s3"))
            .Select(service => new Finding($"Permissions: {service.Key}", true, $"unproven: {string.Join(", ", service.Value)}")));
        return findings;

        async Task<Finding> Read<T>(string service, string action, AwsErrorTable table, Func<CancellationToken, Task<T>> read)
        {
            try
            {
                await new AwsCalls(table).Send(action, read, cancellation);
                return new Finding($"Permissions: {service}", true, $"{action} works; unproven: {string.Join(", ", services[service].Where(other => other != action))}");
            }
            catch (PortFailureException failure)
            {
                return new Finding($"Permissions: {service}", false, failure.Message, Mend);
            }
        }
    }

    private static IEnumerable<IGrouping<string, string>> Services(ServicePolicy policy) =>
        policy.Statements.SelectMany(statement => statement.Actions).Distinct().Order(StringComparer.Ordinal).GroupBy(action => action.Split(':')[0]);
}
