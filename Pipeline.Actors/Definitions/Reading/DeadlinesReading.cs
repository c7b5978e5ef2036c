namespace Pipeline.Actors.Definitions.Reading;

internal static class DeadlinesReading
{
    /// <summary>No timer runs longer than 49 days; nobody waits for a month.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static DeadlinesDefinition Read(MapReader pipeline)
    {
        var absent = new DeadlinesDefinition();
        if (pipeline.Keyed("deadlines", "lake", "roles", "cluster", "warehouse", "load", "teardown", "run") is not { } map)
        {
            return absent;
        }

        return new DeadlinesDefinition
        {
            Lake = Of("lake", absent.Lake),
            Roles = Of("roles", absent.Roles),
            Cluster = Of("cluster", absent.Cluster),
            Warehouse = Of("warehouse", absent.Warehouse),
            Load = Of("load", absent.Load),
            Teardown = Of("teardown", absent.Teardown),
            Run = Of("run", absent.Run),
        };

        TimeSpan Of(string key, TimeSpan otherwise) => map.Duration(key, otherwise, TimeSpan.FromSeconds(1), Longest);
    }
}
