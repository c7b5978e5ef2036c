using System.Globalization;
using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Adapters.Aws.Emr;

// Not the namespace of the service's own settings.
using Configuration = Amazon.ElasticMapReduce.Model.Configuration;

/// <summary>What YARN, Livy and Spark on the cluster are told.</summary>
internal static class EmrConfigurations
{
    /// <param name="definition">The cluster.</param>
    /// <param name="sizing">Sizes of drivers and executors.</param>
    public static List<Configuration> For(ClusterDefinition definition, SessionSizing sizing) =>
    [
        Of("capacity-scheduler",
            ("yarn.scheduler.capacity.maximum-am-resource-percent", sizing.AmShare.ToString("0.##", CultureInfo.InvariantCulture)),
            ("yarn.scheduler.capacity.resource-calculator", "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator")),
        Of("livy-conf",
            ("livy.spark.deploy-mode", "cluster"),

            // An unused session ends before the cluster's own switch would count: it keeps the cluster from being idle. A busy one is ended by its heartbeat only.
            ("livy.server.session.timeout", $"{(long)SessionTimeout(definition.IdleTimeout).TotalSeconds}s"),
            ("livy.server.session.timeout-check.skip-busy", "true"),

            // A driver that waits for the cluster to grow is not given up.
            ("livy.server.yarn.app-lookup-timeout", "600s"),
            ("livy.rsc.server.connect.timeout", "600s"),
            ("livy.server.session.state-retain.sec", "3600s"),
            ("livy.server.recovery.mode", "recovery"),
            ("livy.server.recovery.state-store", "filesystem"),
            ("livy.server.recovery.state-store.url", "hdfs:///livy-recovery")),
        Spark(sizing),
    ];

    public static TimeSpan SessionTimeout(TimeSpan idleTimeout) => idleTimeout / 2;

    private static Configuration Spark(SessionSizing sizing)
    {
        var spark = Of("spark-defaults",
            ("spark.driver.memory", $"{SessionSizing.DriverMemoryMiB}m"),
            ("spark.dynamicAllocation.enabled", "true"),
            ("spark.dynamicAllocation.minExecutors", "0"),
            ("spark.dynamicAllocation.maxExecutors", sizing.MaxExecutors.ToString(CultureInfo.InvariantCulture)),
            ("spark.dynamicAllocation.executorIdleTimeout", "30s"));
        if (sizing is { ExecutorMemoryMiB: { } memory, ExecutorCores: { } cores })
        {
            spark.Properties["spark.executor.memory"] = $"{memory.ToString(CultureInfo.InvariantCulture)}m";
            spark.Properties["spark.executor.cores"] = cores.ToString(CultureInfo.InvariantCulture);
        }

        return spark;
    }

    private static Configuration Of(string classification, params (string Key, string Value)[] properties) => new()
    {
        Classification = classification,
        Properties = properties.ToDictionary(property => property.Key, property => property.Value),
    };
}
