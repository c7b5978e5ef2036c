namespace Pipeline.Actors.Definitions.Reading;

internal static class WarehouseReading
{
    public static WarehouseDefinition Read(MapReader pipeline, ProblemList problems)
    {
        var absent = new WarehouseDefinition { Schema = "" };
        if (pipeline.Keyed("warehouse", "node-type", "nodes", "schema", "start", "on-finish") is not { } map)
        {
            if (!pipeline.Has("warehouse"))
            {
                problems.Add("", "'warehouse' is missing: write at least 'warehouse: { schema: schema.sql }'.");
            }

            return absent;
        }

        return absent with
        {
            NodeType = map.Text("node-type") ?? absent.NodeType,
            Nodes = map.Whole("nodes", absent.Nodes, 1, 128),
            Schema = map.RequiredText("schema", "name the script that creates the tables, in the pipeline's folder under sql/, as 'schema: schema.sql'"),
            Start = map.Choice("start", ("with-cluster", WarehouseStart.WithCluster), ("after-jobs", WarehouseStart.AfterJobs)),
            OnFinish = map.Choice("on-finish", ("delete", OnFinish.Delete), ("snapshot", OnFinish.Snapshot), ("keep", OnFinish.Keep)),
        };
    }
}
