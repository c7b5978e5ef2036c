namespace Pipeline.Actors.Definitions.Reading;

internal static class ClusterReading
{
    public static ClusterDefinition Read(MapReader pipeline)
    {
        var absent = new ClusterDefinition();
        if (pipeline.Keyed("cluster", "release", "primary", "core", "idle-timeout", "settle") is not { } map)
        {
            return absent;
        }

        var core = map.Keyed("core", "type", "count");
        return absent with
        {
            Release = map.Text("release") ?? absent.Release,
            Primary = map.Text("primary") ?? absent.Primary,
            CoreType = core?.Text("type") ?? absent.CoreType,
            CoreCount = core?.Whole("count", absent.CoreCount, 1, 1000) ?? absent.CoreCount,

            // EMR takes no other idle time than from one minute to seven days.
            IdleTimeout = map.Duration("idle-timeout", absent.IdleTimeout, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            Settle = map.Duration("settle", absent.Settle, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        };
    }
}
