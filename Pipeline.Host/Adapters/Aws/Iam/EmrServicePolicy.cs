using System.Collections.Immutable;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>What EMR may do in the account: the statements of AWS's managed AmazonEMRServicePolicy_v2 with its tag conditions, for this account and region, and PassRole for the run's EC2 role only.</summary>
/// <remarks>
/// Left out of it: making security groups, which are given by id; and automatic scaling with a role of its own, in whose place stands managed scaling.
/// Where that policy names every resource although the action can be restricted, the resource type is named here.
/// </remarks>
internal static class EmrServicePolicy
{
    private const string Tag = "for-use-with-amazon-emr-managed-policies";
    private static readonly PolicyCondition ResourceIsTagged = new("StringEquals", $"aws:ResourceTag/{Tag}", "true");
    private static readonly PolicyCondition RequestIsTagged = new("StringEquals", $"aws:RequestTag/{Tag}", "true");
    private static readonly PolicyCondition RequestNamesEndpoint = new("StringEquals", "aws:RequestTag/Name", "emr-service-vpce");

    public static ImmutableArray<PolicyStatement> Statements(AwsAccount account, string ec2Role) =>
    [
        .. Launch(account),
        .. Manage(account),
        .. Endpoints(account),
        new("PassRoleForEC2", ["iam:PassRole"], [account.Role(ec2Role)])
        {
            Conditions = [new PolicyCondition("StringLike", "iam:PassedToService", "ec2.amazonaws.com*")],
        },
    ];

    private static ImmutableArray<PolicyStatement> Launch(AwsAccount account) =>
    [
        new("CreateInTaggedNetwork",
            ["ec2:CreateNetworkInterface", "ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:CreateLaunchTemplateVersion"],
            Ec2(account, "subnet/*", "security-group/*")) { Conditions = [ResourceIsTagged] },
        new("CreateWithEMRTaggedLaunchTemplate", ["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplateVersion"], Ec2(account, "launch-template/*"))
        {
            Conditions = [ResourceIsTagged],
        },
        new("CreateEMRTaggedLaunchTemplate", ["ec2:CreateLaunchTemplate"], Ec2(account, "launch-template/*")) { Conditions = [RequestIsTagged] },
        new("CreateEMRTaggedInstancesAndVolumes", ["ec2:RunInstances", "ec2:CreateFleet"], Ec2(account, "instance/*", "volume/*")) { Conditions = [RequestIsTagged] },
        new("ResourcesToLaunchEC2",
            ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:CreateLaunchTemplateVersion"],
            [
                .. Ec2(account, "network-interface/*"), $"arn:{account.Partition}:ec2:{account.Region}::image/ami-*",
                .. Ec2(account, "key-pair/*", "capacity-reservation/*", "placement-group/EMR_*", "fleet/*", "dedicated-host/*"),
                account.Regional("resource-groups", "group/*"),
            ]),
        new("CreateNetworkInterfaceNeededForPrivateSubnet", ["ec2:CreateNetworkInterface"], Ec2(account, "network-interface/*")) { Conditions = [RequestIsTagged] },
        new("TagOnCreateTaggedEMRResources", ["ec2:CreateTags"], Ec2(account, "network-interface/*", "instance/*", "volume/*", "launch-template/*"))
        {
            Conditions = [new PolicyCondition("StringEquals", "ec2:CreateAction", "RunInstances", "CreateFleet", "CreateLaunchTemplate", "CreateNetworkInterface")],
        },
    ];

    private static ImmutableArray<PolicyStatement> Manage(AwsAccount account) =>
    [
        new("ManageEMRTaggedResources",
            ["ec2:CreateLaunchTemplateVersion", "ec2:DeleteLaunchTemplate", "ec2:DeleteNetworkInterface", "ec2:ModifyInstanceAttribute", "ec2:TerminateInstances"],
            Ec2(account, "launch-template/*", "network-interface/*", "instance/*", "security-group/*", "volume/*")) { Conditions = [ResourceIsTagged] },
        new("ManageTagsOnEMRTaggedResources", ["ec2:CreateTags", "ec2:DeleteTags"], Ec2(account, "instance/*", "volume/*", "network-interface/*", "launch-template/*"))
        {
            Conditions = [ResourceIsTagged],
        },
        new("TagPlacementGroups", ["ec2:CreateTags", "ec2:DeleteTags"], Ec2(account, "placement-group/EMR_*")),
        new("ListActionsForEC2Resources",
            [
                "ec2:DescribeAccountAttributes", "ec2:DescribeCapacityReservations", "ec2:DescribeDhcpOptions", "ec2:DescribeImages", "ec2:DescribeInstances",
                "ec2:DescribeInstanceTypeOfferings", "ec2:DescribeLaunchTemplates", "ec2:DescribeNetworkAcls", "ec2:DescribeNetworkInterfaces",
                "ec2:DescribePlacementGroups", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVolumes",
                "ec2:DescribeVolumeStatus", "ec2:DescribeVpcEndpoints", "ec2:DescribeVpcs",
            ],
            ["*"]),
        new("ReadVpcAttributes", ["ec2:DescribeVpcAttribute"], Ec2(account, "vpc/*")),
        new("ManageSecurityGroups",
            ["ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
            Ec2(account, "security-group/*")) { Conditions = [ResourceIsTagged] },
        new("CreateEMRPlacementGroups", ["ec2:CreatePlacementGroup"], Ec2(account, "placement-group/EMR_*")),
        new("DeletePlacementGroups", ["ec2:DeletePlacementGroup"], Ec2(account, "placement-group/EMR_*")),
        new("ResourceGroupsForCapacityReservations", ["resource-groups:ListGroupResources"], [account.Regional("resource-groups", "group/*")]),
    ];

    private static ImmutableArray<PolicyStatement> Endpoints(AwsAccount account) =>
    [
        new("CreateAndModifyEmrServiceVPCEndpoint", ["ec2:ModifyVpcEndpoint", "ec2:CreateVpcEndpoint"], Ec2(account, "vpc-endpoint/*", "subnet/*", "security-group/*", "vpc/*"))
        {
            Conditions = [ResourceIsTagged],
        },
        new("CreateEmrServiceVPCEndpoint", ["ec2:CreateVpcEndpoint"], Ec2(account, "vpc-endpoint/*")) { Conditions = [RequestIsTagged, RequestNamesEndpoint] },
        new("TagEmrServiceVPCEndpoint", ["ec2:CreateTags"], Ec2(account, "vpc-endpoint/*"))
        {
            Conditions = [new PolicyCondition("StringEquals", "ec2:CreateAction", "CreateVpcEndpoint"), RequestIsTagged, RequestNamesEndpoint],
        },
    ];

    private static ImmutableArray<string> Ec2(AwsAccount account, params ReadOnlySpan<string> resources)
    {
        var arns = ImmutableArray.CreateBuilder<string>(resources.Length);
        foreach (var resource in resources)
        {
            arns.Add(account.Regional("ec2", resource));
        }

        return arns.MoveToImmutable();
    }
}
