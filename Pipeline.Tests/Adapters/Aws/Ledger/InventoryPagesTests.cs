using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.Ledger;
using Pipeline.Tests.Adapters.Aws.Requests;
using Pipeline.Tests.Compat.Aws;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Ledger;

/// <summary>Lists of several pages, which moto does not have of IAM and Redshift: each page is asked for with the marker of the one before it.</summary>
public sealed class InventoryPagesTests
{
    private static readonly string[] Runs = ["r000000000001", "r000000000002", "r000000000003"];

    [Fact]
    public async Task Every_page_of_roles_and_of_instance_profiles_is_read()
    {
        var wire = new AwsWire();
        Pages(wire, "ListRoles", "Roles", run => $"<RoleName>arrivals-{run}-ec2</RoleName>", run => $"<GetRoleResult><Role><RoleName>arrivals-{run}-ec2</RoleName>{Tags(run, "member")}</Role></GetRoleResult>");
        Pages(wire, "ListInstanceProfiles", "InstanceProfiles", run => $"<InstanceProfileName>arrivals-{run}-ec2</InstanceProfileName>",
            run => $"<GetInstanceProfileResult><InstanceProfile><InstanceProfileName>arrivals-{run}-ec2</InstanceProfileName>{Tags(run, "member")}</InstanceProfile></GetInstanceProfileResult>");
        using var clients = On(wire);
        var roles = new AwsRoles(clients.Iam, _ => Task.FromResult(Account), Settings, Logs, new FakeTimeProvider());

        var found = await new IamInventory(clients.Iam, roles).List(default);

        Assert.Equal(
            Runs.Select(run => (Resource.Roles, $"arrivals-{run}", $"arrivals-{run}-ec2, instance profile arrivals-{run}-ec2")),
            found.Things.Select(thing => (thing.Kind, thing.Name, thing.State)));
        Assert.Equal([null, "page-2", "page-3"], Markers(wire, "ListRoles"));
        Assert.Equal([null, "page-2", "page-3"], Markers(wire, "ListInstanceProfiles"));
    }

    [Fact]
    public async Task Every_page_of_warehouses_is_read()
    {
        var wire = new AwsWire();
        foreach (var (run, marker) in Runs.Zip((string[])["<Marker>page-2</Marker>", "<Marker>page-3</Marker>", ""]))
        {
            wire.Answer(
                $"<R><DescribeClustersResult>{marker}<Clusters><Cluster><ClusterIdentifier>arrivals-{run}</ClusterIdentifier><ClusterStatus>available</ClusterStatus>{Tags(run, "Tag")}</Cluster></Clusters></DescribeClustersResult></R>");
        }

        using var clients = On(wire);
        var found = await new RedshiftInventory(clients.Redshift, null, new CallBudget(100, 100, TimeProvider.System)).List(default);

        Assert.Equal(Runs.Select(run => $"arrivals-{run}"), found.Things.Select(thing => thing.Name));
        Assert.Equal([null, "page-2", "page-3"], Markers(wire, "DescribeClusters"));
    }

    /// <summary>Three pages of one item each; then what each item is shown as.</summary>
    private static void Pages(AwsWire wire, string operation, string list, Func<string, string> item, Func<string, string> shown)
    {
        foreach (var (run, end) in Runs.Zip((string[])["<IsTruncated>true</IsTruncated><Marker>page-2</Marker>", "<IsTruncated>true</IsTruncated><Marker>page-3</Marker>", "<IsTruncated>false</IsTruncated>"]))
        {
            wire.Answer($"<R><{operation}Result><{list}><member>{item(run)}</member></{list}>{end}</{operation}Result></R>");
        }

        foreach (var run in Runs)
        {
            wire.Answer($"<R>{shown(run)}</R>");
        }
    }

    private static string Tags(string run, string element) =>
        $"<Tags><{element}><Key>pipeline-run</Key><Value>{run}</Value></{element}><{element}><Key>pipeline-journal</Key><Value>{JournalId}</Value></{element}></Tags>";

    private static IEnumerable<string?> Markers(AwsWire wire, string operation) => wire.Sent
        .Where(request => RequestText.Operation(request) == operation)
        .Select(request => request.Body.Split('&').FirstOrDefault(pair => pair.StartsWith("Marker=", StringComparison.Ordinal))?["Marker=".Length..]);
}
