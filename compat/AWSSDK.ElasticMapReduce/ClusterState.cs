using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

public class ClusterState : ConstantClass
{
    public static readonly ClusterState BOOTSTRAPPING = new("BOOTSTRAPPING");

    public static readonly ClusterState RUNNING = new("RUNNING");

    public static readonly ClusterState STARTING = new("STARTING");

    public static readonly ClusterState TERMINATED = new("TERMINATED");

    public static readonly ClusterState TERMINATED_WITH_ERRORS = new("TERMINATED_WITH_ERRORS");

    public static readonly ClusterState TERMINATING = new("TERMINATING");

    public static readonly ClusterState WAITING = new("WAITING");

    public ClusterState(string value)
        : base(value)
    {
    }

    public static implicit operator ClusterState(string value) => FindValue(value);

    public static ClusterState FindValue(string value) => FindValue<ClusterState>(value);
}
