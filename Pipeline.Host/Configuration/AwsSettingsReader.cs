using System.Globalization;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Host.Adapters.Livy;

namespace Pipeline.Host.Configuration;

/// <summary>Reads <c>pipeline.aws { }</c>. What AWS cannot do without is asked for only where runs take place there; what is set has to be right everywhere.</summary>
/// <param name="settings">The settings, and where problems go.</param>
/// <param name="chosen">Whether runs take place on AWS.</param>
internal sealed class AwsSettingsReader(SettingsReader settings, bool chosen)
{
    private const int MostSecurityGroups = 16;

    public AwsSettings Read() => new(
        settings.Optional("aws.region"),
        settings.Optional("aws.profile"),
        Logs(),
        Form("aws.permissions-boundary", text => text.StartsWith("arn:", StringComparison.Ordinal), "the ARN of a policy"),
        new AwsClusterSettings(
            Id("aws.cluster.subnet", "subnet-", "the subnet that clusters start in") ?? "",
            Id("aws.cluster.primary-group", "sg-", "the security group of the primary node") ?? "",
            Id("aws.cluster.core-group", "sg-", "the security group of the other nodes") ?? "",
            Form("aws.cluster.service-group", text => text.StartsWith("sg-", StringComparison.Ordinal), "a security group's id, sg-...")),
        new AwsLivySettings(Url(), Credentials()),
        Warehouse())
    {
        RoleDelay = settings.Duration("aws.role-delay", TimeSpan.FromSeconds(15)),
    };

    /// <summary>The lake of runs on AWS is a place in S3.</summary>
    public void RequireSink(string sink)
    {
        if (chosen && S3Location.Parse(sink) is null)
        {
            settings.Problem("sink", $"is '{sink}'; with environment = aws it has to be s3://bucket/prefix, the lake of pipelines that name none");
        }
    }

    private string? Logs() => Form("aws.logs", text => S3Location.Parse(text) is not null, "s3://bucket/prefix");

    private string Url() => Form(
        "aws.livy.url",
        text => Uri.TryCreate(text.Replace(AwsLivySettings.Master, "master", StringComparison.Ordinal), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0,
        "an http or https address without a login, in which {master} stands for the primary node's name") ?? AwsLivySettings.DefaultUrl;

    private LivyCredentials? Credentials()
    {
        var (user, password) = (settings.Optional("aws.livy.user"), settings.OptionalSecret("aws.livy.password"));
        if (user is null != password is null)
        {
            settings.Problem(user is null ? "aws.livy.user" : "aws.livy.password", "is not set, but the other half of the login is");
        }

        return user is not null && password is { } secret ? new LivyCredentials(user, secret.Value) : null;
    }

    private AwsWarehouseSettings Warehouse()
    {
        var existing = Existing();
        var groups = settings.List("aws.warehouse.security-groups");
        var subnets = settings.Optional("aws.warehouse.subnet-group");
        if (groups.FirstOrDefault(group => !group.StartsWith("sg-", StringComparison.Ordinal)) is { } wrong)
        {
            settings.Problem("aws.warehouse.security-groups", $"holds '{wrong}'; it has to be a list of security groups' ids, sg-...");
        }

        if (groups.Length > MostSecurityGroups)
        {
            settings.Problem("aws.warehouse.security-groups", $"holds {groups.Length} groups; {MostSecurityGroups} is the most");
        }

        if (chosen && existing is null)
        {
            Required("aws.warehouse.subnet-group", subnets, "the Redshift subnet group that warehouses stand in");
            Required("aws.warehouse.security-groups", groups.IsEmpty ? null : "", "the security groups of warehouses");
        }

        return new AwsWarehouseSettings(subnets, groups, existing, Endpoint(), settings.OneOf("aws.warehouse.encryption", "verified", "verified", "unverified", "none") switch
        {
            "unverified" => ConnectionEncryption.Unverified,
            "none" => ConnectionEncryption.None,
            _ => ConnectionEncryption.Verified,
        });
    }

    /// <summary>All of it or nothing.</summary>
    private ExistingWarehouse? Existing()
    {
        var parts = ((string[])["cluster", "user", "database", "role"]).Select(part => (Key: $"aws.warehouse.existing.{part}", Value: settings.Optional($"aws.warehouse.existing.{part}"))).ToList();
        if (parts.TrueForAll(part => part.Value is null))
        {
            return null;
        }

        foreach (var (key, _) in parts.Where(part => part.Value is null))
        {
            settings.Problem(key, "is not set, but other settings of an existing warehouse are");
        }

        return parts is [{ Value: { } cluster }, { Value: { } user }, { Value: { } database }, { Value: { } role }] ? new ExistingWarehouse(cluster, user, database, role) : null;
    }

    private HostAndPort? Endpoint()
    {
        if (settings.Optional("aws.warehouse.endpoint") is not { } text)
        {
            return null;
        }

        if (text.LastIndexOf(':') is > 0 and var colon
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
        {
            return new HostAndPort(text[..colon], port);
        }

        settings.Problem("aws.warehouse.endpoint", $"is '{text}'; it has to be HOST:PORT");
        return null;
    }

    private string? Id(string key, string prefix, string what)
    {
        var id = Form(key, text => text.StartsWith(prefix, StringComparison.Ordinal), $"the id of {what}, {prefix}...");
        Required(key, settings.Optional(key), $"the id of {what}, {prefix}...");
        return id;
    }

    private void Required(string key, string? value, string what)
    {
        if (chosen && value is null)
        {
            settings.Problem(key, $"is not set; with environment = aws it has to be {what}");
        }
    }

    private string? Form(string key, Func<string, bool> fits, string form)
    {
        var text = settings.Optional(key);
        if (text is not null && !fits(text))
        {
            settings.Problem(key, $"is '{text}'; it has to be {form}");
        }

        return text;
    }
}
