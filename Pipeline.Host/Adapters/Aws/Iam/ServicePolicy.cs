using System.Collections.Immutable;
using Pipeline.Host.Adapters.Aws.S3;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>What the service itself needs to be allowed: nothing beyond runs' own resources, by their names and tags, and the buckets that it is told of.</summary>
/// <remarks>Names end in a run's id: <c>&lt;pipeline&gt;-r0123456789ab-service</c>.</remarks>
/// <param name="account">For the ARNs.</param>
/// <param name="settings">Whether warehouses are made, and the roles' boundary.</param>
/// <param name="places">What the service reads and writes.</param>
internal sealed class ServicePolicy(AwsAccount account, AwsSettings settings, ServicePlaces places)
{
    /// <summary>A run's name: the pipeline's, and an id of thirteen letters and digits.</summary>
    public const string RunName = "*-r????????????";

    private static readonly PolicyCondition IsTagged = new("StringEquals", $"aws:RequestTag/{AwsTags.EmrManaged.Key}", AwsTags.EmrManaged.Value);

    public ImmutableArray<PolicyStatement> Statements =>
    [
        .. Iam(),
        .. Emr(),
        .. settings.Warehouse.Existing is { } existing ? Existing(existing) : Redshift(),
        .. S3(),
    ];

    public PolicyDocument Document => new(Statements);

    private IEnumerable<PolicyStatement> Iam()
    {
        ImmutableArray<string> roles = [Role("service"), Role("ec2"), .. settings.Warehouse.Existing is null ? [Role("redshift")] : ImmutableArray<string>.Empty];
        yield return new("MakeRoles", ["iam:CreateRole"], roles)
        {
            Conditions = settings.PermissionsBoundary is { } boundary ? [new PolicyCondition("StringEquals", "iam:PermissionsBoundary", boundary)] : [],
        };
        yield return new("KeepRoles",
            [
                "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies", "iam:PutRolePolicy", "iam:TagRole", "iam:UpdateAssumeRolePolicy",
            ],
            roles);
        yield return new("InstanceProfiles",
            [
                "iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:DeleteInstanceProfile", "iam:GetInstanceProfile",
                "iam:RemoveRoleFromInstanceProfile", "iam:TagInstanceProfile",
            ],
            [account.InstanceProfile($"{RunName}-ec2")]);
        yield return new("FindRoles", ["iam:ListInstanceProfiles", "iam:ListRoles"], ["*"]);
        yield return Pass("PassToEMR", "service", "elasticmapreduce.amazonaws.com*");
        yield return Pass("PassToEC2", "ec2", "ec2.amazonaws.com*");
        if (settings.Warehouse.Existing is null)
        {
            yield return Pass("PassToRedshift", "redshift", "redshift.amazonaws.com");
        }

        yield return new("FirstClusterOfTheAccount", ["iam:CreateServiceLinkedRole"], [account.Role("aws-service-role/*")])
        {
            Conditions = [new PolicyCondition("StringEquals", "iam:AWSServiceName", "elasticmapreduce.amazonaws.com", "redshift.amazonaws.com")],
        };
    }

    private IEnumerable<PolicyStatement> Emr()
    {
        var clusters = account.Regional("elasticmapreduce", "cluster/*");
        yield return new("StartClusters", ["elasticmapreduce:RunJobFlow"], ["*"]) { Conditions = [IsTagged] };
        yield return new("FurnishClusters", ["elasticmapreduce:AddTags", "elasticmapreduce:PutAutoTerminationPolicy", "elasticmapreduce:PutManagedScalingPolicy"], [clusters]);
        yield return new("FindClusters", ["elasticmapreduce:ListClusters"], ["*"]);
        yield return new("LookAtClusters", ["elasticmapreduce:DescribeCluster"], [clusters]);
        yield return new("EndClusters", ["elasticmapreduce:TerminateJobFlows"], [clusters])
        {
            Conditions = [new PolicyCondition("StringEquals", $"elasticmapreduce:ResourceTag/{AwsTags.EmrManaged.Key}", AwsTags.EmrManaged.Value)],
        };
    }

    private IEnumerable<PolicyStatement> Redshift()
    {
        var clusters = account.Regional("redshift", $"cluster:{RunName}");
        yield return new("Warehouses", ["redshift:CreateCluster", "redshift:CreateTags", "redshift:DeleteCluster"], [clusters]);
        yield return new("FinalSnapshots", ["redshift:CreateClusterSnapshot"], [clusters, account.Regional("redshift", $"snapshot:{RunName}/{RunName}")]);
        yield return new("FindWarehouses", ["redshift:DescribeClusters"], [account.Regional("redshift", "cluster:*")]);
        yield return new("Logins", ["redshift:GetClusterCredentials"],
            [account.Regional("redshift", $"dbuser:{RunName}/{AwsWarehouseSettings.MasterUser}"), account.Regional("redshift", $"dbname:{RunName}/*")]);
        yield return new("MasterPasswords",
            ["secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret", "secretsmanager:RotateSecret", "secretsmanager:TagResource", "secretsmanager:UpdateSecret"],
            [account.Regional("secretsmanager", "secret:redshift!*")]);
        yield return new("MakePasswords", ["secretsmanager:GetRandomPassword"], ["*"]);
    }

    private IEnumerable<PolicyStatement> Existing(ExistingWarehouse existing)
    {
        yield return new("FindWarehouses", ["redshift:DescribeClusters"], [account.Regional("redshift", "cluster:*")]);
        yield return new("Logins", ["redshift:GetClusterCredentials"],
            [account.Regional("redshift", $"dbuser:{existing.Cluster}/{existing.User}"), account.Regional("redshift", $"dbname:{existing.Cluster}/*")]);
    }

    private IEnumerable<PolicyStatement> S3()
    {
        var all = places.Written.Concat(places.Read).Append(places.Logs).ToImmutableArray();
        yield return new("Buckets", ["s3:GetBucketLocation", "s3:ListBucket"], [.. all.Select(place => account.Bucket(place.Bucket)).Distinct()]);
        yield return new("Lake", ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], [.. places.Written.Select(place => account.Bucket(place.Below("*").Path)).Distinct()]);
    }

    private PolicyStatement Pass(string sid, string role, string service) => new(sid, ["iam:PassRole"], [Role(role)])
    {
        Conditions = [new PolicyCondition("StringLike", "iam:PassedToService", service)],
    };

    private string Role(string suffix) => account.Role($"{RunName}-{suffix}");
}

/// <summary>Where the service works in S3.</summary>
/// <param name="Written">The sinks: reference tables, samples and manifests are written below them.</param>
/// <param name="Read">The sources: looked at for whether they hold anything.</param>
/// <param name="Logs">The clusters' logs: its bucket has to be in the region.</param>
internal sealed record ServicePlaces(ImmutableArray<S3Location> Written, ImmutableArray<S3Location> Read, S3Location Logs);
