using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Roles;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Host.Adapters.Lake;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>A role as it has to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">For whoever meets it in the console.</param>
/// <param name="Trust">Who may take it.</param>
/// <param name="Policy">What it may do; its only policy.</param>
public sealed record RoleDefinition(string Name, string Description, PolicyDocument Trust, PolicyDocument Policy)
{
    /// <summary>The name of every role's one inline policy.</summary>
    public const string PolicyName = "pipeline";

    /// <summary>The run's roles: EMR's, its nodes' and Redshift's.</summary>
    /// <param name="request">The run, its source and its sink.</param>
    /// <param name="logs">Where the clusters' logs go.</param>
    /// <param name="account">For the ARNs.</param>
    /// <param name="redshift">False where the warehouse is there already, with a role of its own.</param>
    public static ImmutableArray<RoleDefinition> For(RolesRequest request, S3Location logs, AwsAccount account, bool redshift = true)
    {
        var names = new RoleNames(request.Prefix);
        var run = Place(request.Sink, "sink").Below(request.RunId);
        var source = SampleSource.Parse(request.Source) is null ? Place(request.Source, "source") : null;
        var access = new LakeAccess(account);
        var who = $"of pipeline run {request.Prefix}; removed when the run ends";
        RoleDefinition service = new(
            names.Service, $"Service role of EMR {who}", TrustPolicies.Emr(account), new PolicyDocument(EmrServicePolicy.Statements(account, names.Ec2)));
        RoleDefinition ec2 = new(
            names.Ec2, $"Role of the EMR nodes {who}", TrustPolicies.Ec2(account), new PolicyDocument(access.ForSpark(source, run, ClusterLogs(logs, request.Prefix))));
        return redshift
            ? [service, ec2, new(names.Redshift, $"Role of Redshift {who}", TrustPolicies.Redshift(), new PolicyDocument(access.ForCopy(run)))]
            : [service, ec2];
    }

    /// <summary>Where one cluster's logs go.</summary>
    public static S3Location ClusterLogs(S3Location logs, string cluster) => logs.Below(cluster);

    private static S3Location Place(string text, string what) =>
        S3Location.Parse(text) ?? throw PortFailureException.Permanent(
            $"The {what} '{text}' is no place in S3: on aws it has to be s3://bucket/prefix, of letters, digits and ! _ . = + @ - only.");
}
