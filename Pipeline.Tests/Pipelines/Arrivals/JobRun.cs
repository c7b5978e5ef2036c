using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>What one run of a job of the pipeline gave, on the real engine.</summary>
/// <param name="Report">The row that the script ends with.</param>
/// <param name="Columns">The answer to its DESCRIBE.</param>
/// <param name="Rows">What was written, by column, as Spark's CAST to STRING writes it.</param>
internal sealed record JobRun(
    Dictionary<string, long> Report,
    ImmutableArray<OutputColumn> Columns,
    List<Dictionary<string, string?>> Rows)
{
    public static async Task<JobRun> Run(string job, string source)
    {
        var sink = Directory.CreateTempSubdirectory("pipeline-test-sink-").FullName;
        try
        {
            await using var engine = await SparkEngine.Start();
            var script = ScriptVariables.Fill(Checkout.Read("spark", "arrivals", job + ".sql"), new Dictionary<string, string>
            {
                ["source"] = source,
                ["reference"] = Checkout.PathOf("reference", "arrivals"),
                ["sink"] = Path.Combine(sink, job, "1"),
            });
            var report = await engine.RunScript(script);
            var columns = await engine.Execute($"DESCRIBE {job}_written");
            return new JobRun(
                report.ToDictionary(count => count.Key, count => long.Parse(count.Value!)),
                [.. columns.Select(column => new OutputColumn(column["col_name"]!, column["data_type"]!))],
                await engine.Execute($"SELECT * FROM {job}_written"));
        }
        finally
        {
            Directory.Delete(sink, recursive: true);
        }
    }

    /// <summary>Runs the pipeline's jobs at once.</summary>
    public static async Task<Dictionary<string, JobRun>> RunAll(string source)
    {
        var runs = await Task.WhenAll(ArrivalsDefinition.Load().Jobs.Keys.Select(async job => (Job: job, Run: await Run(job, source))));
        return runs.ToDictionary(run => run.Job, run => run.Run);
    }

    /// <summary>Runs a job over one hand-made file.</summary>
    public static async Task<JobRun> Over(string job, string file, string text)
    {
        var source = Directory.CreateTempSubdirectory("pipeline-test-source-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(source, file), text);
            return await Run(job, source);
        }
        finally
        {
            Directory.Delete(source, recursive: true);
        }
    }

    public Dictionary<string, string?> Row(string key, string value) => Rows.Single(row => row[key] == value);

    /// <summary>Some columns of one row, as "a|b|NULL".</summary>
    public string Cells(string key, string value, params string[] columns)
    {
        var row = Row(key, value);
        return string.Join('|', columns.Select(column => row[column] ?? "NULL"));
    }

    /// <summary>The report as "read rejected filtered kept written", with the groups before written where there are any.</summary>
    public string Account => string.Join(' ',
        ((string[])["read", "rejected", "filtered", "kept", "groups", "written"]).Where(Report.ContainsKey).Select(name => $"{name} {Report[name]}"));
}
