using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

public class MarketType : ConstantClass
{
    public static readonly MarketType ON_DEMAND = new("ON_DEMAND");

    public static readonly MarketType SPOT = new("SPOT");

    public MarketType(string value)
        : base(value)
    {
    }

    public static implicit operator MarketType(string value) => FindValue(value);

    public static MarketType FindValue(string value) => FindValue<MarketType>(value);
}
