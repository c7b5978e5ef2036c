using System.Collections.Immutable;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>Who may take a role: the one service that needs it.</summary>
internal static class TrustPolicies
{
    /// <summary>EMR documents both keys for its service role; they keep another account's cluster from using it.</summary>
    public static PolicyDocument Emr(AwsAccount account) => Of(
        account.Principal("elasticmapreduce"),
        new PolicyCondition("StringEquals", "aws:SourceAccount", account.Id),
        new PolicyCondition("ArnLike", "aws:SourceArn", account.Regional("elasticmapreduce", "*")));

    /// <summary>EC2 sends no source account when an instance takes its role: with the condition no instance would start.</summary>
    public static PolicyDocument Ec2(AwsAccount account) => Of(account.Principal("ec2"));

    /// <summary>Redshift documents no source account for its roles.</summary>
    public static PolicyDocument Redshift() => Of("redshift.amazonaws.com");

    private static PolicyDocument Of(string service, params ImmutableArray<PolicyCondition> conditions) =>
        new([new PolicyStatement("Trust", ["sts:AssumeRole"], []) { Service = service, Conditions = conditions }]);
}
