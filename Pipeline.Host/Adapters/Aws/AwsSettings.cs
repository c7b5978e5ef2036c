using System.Collections.Immutable;
using Pipeline.Host.Adapters.Livy;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>What the <c>aws</c> environment is told: everything under <c>pipeline.aws { }</c>.</summary>
/// <param name="Region">Null leaves it to the SDK's own chain (<c>AWS_REGION</c>, the profile, the instance).</param>
/// <param name="Profile">Null leaves it to the SDK's own chain.</param>
/// <param name="Logs">The S3 prefix of the clusters' logs; null puts them under the service's sink.</param>
/// <param name="PermissionsBoundary">The ARN of a policy that bounds every role made here; null for none.</param>
public sealed record AwsSettings(
    string? Region, string? Profile, string? Logs, string? PermissionsBoundary, AwsClusterSettings Cluster, AwsLivySettings Livy, AwsWarehouseSettings Warehouse)
{
    /// <summary>How long a role that was just made or changed is left alone before a service is told of it.</summary>
    public TimeSpan RoleDelay { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>Where EMR puts its instances. Ids are required: without them EMR makes security groups of its own.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="PrimaryGroup">The primary node's security group; Livy's port is open in it to this service only.</param>
/// <param name="CoreGroup">The other nodes' security group.</param>
/// <param name="ServiceGroup">The group that EMR itself comes in by; required in a private subnet, null in a public one.</param>
public sealed record AwsClusterSettings(string Subnet, string PrimaryGroup, string CoreGroup, string? ServiceGroup);

/// <param name="Url">Livy's address with <c>{master}</c> for the primary node's name, so that tunnels and proxies work.</param>
/// <param name="Credentials">What a proxy before Livy asks for; Livy itself asks for nothing.</param>
public sealed record AwsLivySettings(string Url = AwsLivySettings.DefaultUrl, LivyCredentials? Credentials = null)
{
    public const string Master = "{master}";
    public const string DefaultUrl = "http://" + Master + ":8998";

    public string UrlOf(string master) => Url.Replace(Master, master, StringComparison.Ordinal).TrimEnd('/');
}

/// <summary>How Redshift is reached and where it stands.</summary>
/// <param name="SubnetGroup">The cluster subnet group; required unless <paramref name="Existing"/> names a cluster.</param>
/// <param name="SecurityGroups">Its security groups; required unless <paramref name="Existing"/> names a cluster.</param>
/// <param name="Existing">A cluster of one's own to use instead of making one.</param>
/// <param name="Endpoint">Where to connect to instead of the address that Redshift tells: a tunnel's end.</param>
/// <param name="Encryption">What the connection asks for.</param>
public sealed record AwsWarehouseSettings(
    string? SubnetGroup,
    ImmutableArray<string> SecurityGroups,
    ExistingWarehouse? Existing = null,
    HostAndPort? Endpoint = null,
    ConnectionEncryption Encryption = ConnectionEncryption.Verified)
{
    /// <summary>The user that a new cluster is made with, and that logins are for.</summary>
    public const string MasterUser = "pipeline";
}

/// <summary>A cluster that is there already: it is used, never changed and never deleted.</summary>
/// <param name="Cluster">Its identifier.</param>
/// <param name="User">The database user to log in as.</param>
/// <param name="Database">A database of it.</param>
/// <param name="Role">The ARN of a role that is attached to it and may read the sink.</param>
public sealed record ExistingWarehouse(string Cluster, string User, string Database, string Role);

public sealed record HostAndPort(string Host, int Port);

/// <summary>How a connection to the warehouse is protected.</summary>
public enum ConnectionEncryption
{
    /// <summary>Encrypted, the server's certificate checked against its name.</summary>
    Verified,

    /// <summary>Encrypted, the name not checked: a tunnel's end has another.</summary>
    Unverified,

    /// <summary>For a tunnel that ends on this machine.</summary>
    None,
}
