namespace Pipeline.Host.Adapters.Aws;

/// <summary>Whose account it is, and where.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</param>
/// <param name="Region">The region's name.</param>
/// <param name="Caller">The ARN that calls are made as.</param>
public sealed record AwsAccount(string Id, string Partition, string Region, string Caller)
{
    public string Bucket(string bucket) => $"arn:{Partition}:s3:::{bucket}";

    public string Role(string name) => $"arn:{Partition}:iam::{Id}:role/{name}";

    public string InstanceProfile(string name) => $"arn:{Partition}:iam::{Id}:instance-profile/{name}";

    /// <summary>A resource of a regional service: <c>Regional("ec2", "subnet/*")</c>.</summary>
    public string Regional(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{Id}:{resource}";

    /// <summary>Services of the China partition have names of their own.</summary>
    public string Principal(string service) => Partition == "aws-cn" ? $"{service}.amazonaws.com.cn" : $"{service}.amazonaws.com";

    /// <summary>An ARN's parts tell the partition and the account.</summary>
    public static AwsAccount FromCaller(string callerArn, string accountId, string region) =>
        new(accountId, callerArn.Split(':') is ["arn", var partition, ..] ? partition : "aws", region, callerArn);
}
