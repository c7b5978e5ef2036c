using Pipeline.Actors.Runs;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>The deterministic names of a run's roles; the instance profile is named like the role in it.</summary>
/// <param name="Prefix"><c>&lt;pipeline&gt;-&lt;runId&gt;</c>, the name of its cluster and warehouse too.</param>
public sealed record RoleNames(string Prefix)
{
    public string Service => $"{Prefix}-service";

    public string Ec2 => $"{Prefix}-ec2";

    public string Redshift => $"{Prefix}-redshift";

    /// <summary>The prefix of a role or profile that is named so; null for a name of another make.</summary>
    public static string? PrefixOf(string name) =>
        name.LastIndexOf('-') is var hyphen and > 0 && name[(hyphen + 1)..] is ("service" or "ec2" or "redshift") && RunNames.RunOf(name[..hyphen]) is not null
            ? name[..hyphen]
            : null;
}
