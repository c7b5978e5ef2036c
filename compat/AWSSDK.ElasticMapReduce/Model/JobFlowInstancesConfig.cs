namespace Amazon.ElasticMapReduce.Model;

public class JobFlowInstancesConfig
{
    public List<InstanceGroupConfig> InstanceGroups { get; set; }

    public bool? KeepJobFlowAliveWhenNoSteps { get; set; }

    public bool? TerminationProtected { get; set; }

    public bool? UnhealthyNodeReplacement { get; set; }

    public string Ec2SubnetId { get; set; }

    public string EmrManagedMasterSecurityGroup { get; set; }

    public string EmrManagedSlaveSecurityGroup { get; set; }

    public string ServiceAccessSecurityGroup { get; set; }

    public List<string> AdditionalMasterSecurityGroups { get; set; }

    public List<string> AdditionalSlaveSecurityGroups { get; set; }
}

public class InstanceGroupConfig
{
    public string Name { get; set; }

    public MarketType Market { get; set; }

    public InstanceRoleType InstanceRole { get; set; }

    public string InstanceType { get; set; }

    public int? InstanceCount { get; set; }
}
