using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

public class ComputeLimitsUnitType : ConstantClass
{
    public static readonly ComputeLimitsUnitType InstanceFleetUnits = new("InstanceFleetUnits");

    public static readonly ComputeLimitsUnitType Instances = new("Instances");

    public static readonly ComputeLimitsUnitType VCPU = new("VCPU");

    public ComputeLimitsUnitType(string value)
        : base(value)
    {
    }

    public static implicit operator ComputeLimitsUnitType(string value) => FindValue(value);

    public static ComputeLimitsUnitType FindValue(string value) => FindValue<ComputeLimitsUnitType>(value);
}
