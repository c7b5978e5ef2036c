namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>The deterministic names of a run's roles; the instance profile is named like the role in it.</summary>
/// <param name="Prefix"><c>&lt;pipeline&gt;-&lt;runId&gt;</c>, the name of its cluster and warehouse too.</param>
public sealed record RoleNames(string Prefix)
{
    public string Service => $"{Prefix}-service";

    public string Ec2 => $"{Prefix}-ec2";

    public string Redshift => $"{Prefix}-redshift";
}
