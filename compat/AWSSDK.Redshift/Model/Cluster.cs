namespace Amazon.Redshift.Model;

public class Cluster
{
    public string ClusterIdentifier { get; set; }

    public string NodeType { get; set; }

    public string ClusterStatus { get; set; }

    public string ClusterAvailabilityStatus { get; set; }

    public string MasterUsername { get; set; }

    public string DBName { get; set; }

    public Endpoint Endpoint { get; set; }

    public DateTime? ClusterCreateTime { get; set; }

    public int? NumberOfNodes { get; set; }

    public bool? PubliclyAccessible { get; set; }

    public bool? Encrypted { get; set; }

    public List<Tag> Tags { get; set; }

    public List<ClusterIamRole> IamRoles { get; set; }
}

public class Endpoint
{
    public string Address { get; set; }

    public int? Port { get; set; }
}

public class ClusterIamRole
{
    public string IamRoleArn { get; set; }

    public string ApplyStatus { get; set; }
}

public class Tag
{
    public string Key { get; set; }

    public string Value { get; set; }
}
