namespace Pipeline.Actors.Definitions.Reading;

/// <summary>Reads the whole definition file; each part by the class named after it.</summary>
internal static class DefinitionReading
{
    /// <summary>Null when the file is no map of keys.</summary>
    public static PipelineDraft? Read(DefinitionNode root, PipelineFiles files, TargetEnvironment environment, ProblemList problems)
    {
        var map = MapReader.OfKeys(
            root, "", problems,
            "name", "description", "parameters", "source", "sink", "cluster", "jobs", "warehouse", "staging", "star", "checks", "deadlines");
        if (map is null)
        {
            return null;
        }

        var (checks, checkScripts) = ChecksReading.Read(map, files, problems);
        var definition = new PipelineDefinition
        {
            Name = map.RequiredText("name", $"write 'name: {files.Name}', as the file is called"),
            Description = map.Text("description", mayBeEmpty: true) ?? "",
            Parameters = ParametersReading.Read(map),
            Source = map.RequiredText("source", "write where the input lies, for example 'source: ${source}' with a parameter of that name"),
            Sink = map.Text("sink"),
            Cluster = ClusterReading.Read(map),
            Jobs = JobsReading.Read(map, problems),
            Warehouse = WarehouseReading.Read(map, problems),
            Staging = TablesReading.Staging(map),
            Star = TablesReading.Star(map, problems),
            Checks = checks,
            Deadlines = DeadlinesReading.Read(map),
        };
        return new PipelineDraft(definition, checkScripts, files, environment, problems);
    }
}
