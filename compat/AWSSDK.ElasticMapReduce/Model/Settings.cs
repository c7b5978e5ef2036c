namespace Amazon.ElasticMapReduce.Model;

public class Application
{
    public string Name { get; set; }

    public string Version { get; set; }
}

public class Configuration
{
    public string Classification { get; set; }

    public List<Configuration> Configurations { get; set; }

    public Dictionary<string, string> Properties { get; set; }
}

public class Tag
{
    public string Key { get; set; }

    public string Value { get; set; }
}

public class AutoTerminationPolicy
{
    public long? IdleTimeout { get; set; }
}

public class ManagedScalingPolicy
{
    public ComputeLimits ComputeLimits { get; set; }
}

public class ComputeLimits
{
    public ComputeLimitsUnitType UnitType { get; set; }

    public int? MinimumCapacityUnits { get; set; }

    public int? MaximumCapacityUnits { get; set; }

    public int? MaximumOnDemandCapacityUnits { get; set; }

    public int? MaximumCoreCapacityUnits { get; set; }
}
