using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

public class InstanceRoleType : ConstantClass
{
    public static readonly InstanceRoleType CORE = new("CORE");

    public static readonly InstanceRoleType MASTER = new("MASTER");

    public static readonly InstanceRoleType TASK = new("TASK");

    public InstanceRoleType(string value)
        : base(value)
    {
    }

    public static implicit operator InstanceRoleType(string value) => FindValue(value);

    public static InstanceRoleType FindValue(string value) => FindValue<InstanceRoleType>(value);
}
