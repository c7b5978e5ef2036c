using System.Globalization;
using System.Text.Json;
using Pipeline.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Pipeline.Tests.Local.Engine;

/// <summary>The recorded answers of a real Spark, put to real engine processes: the same, or a refusal, never something else.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    private static readonly string Baseline = Checkout.PathOf("Pipeline.Host", "Local", "engine", "test", "golden-baseline.json");

    private static readonly string[] Verdicts = ["same", "refused", "different", "fails", "answered"];

    [RequiresFact(Needs.Engine)]
    public async Task EveryStatementAnswersAsSparkOrIsRefused()
    {
        using var report = JsonDocument.Parse(await NodeScript.Run("test/golden.mjs", "--json"));
        var topics = report.RootElement.GetProperty("topics").EnumerateObject().ToList();
        var skipped = report.RootElement.GetProperty("skipped").GetInt32();
        Print(topics, skipped);

        var faults = report.RootElement.GetProperty("shown").EnumerateArray()
            .Select(s => $"{s.GetProperty("verdict")} {s.GetProperty("id")}: {s.GetProperty("sql")}\n    {s.GetProperty("why")}");
        Assert.Empty(faults);
        using var baseline = JsonDocument.Parse(await File.ReadAllTextAsync(Baseline));
        Assert.All(topics.Where(t => skipped == 0 || t.Name != "12-real-data"), topic => Assert.True(
            Verdicts.All(v => Count(topic, v) == baseline.RootElement.GetProperty(topic.Name).GetProperty(v).GetInt32()),
            $"{topic.Name}: the counts are {topic.Value}, and {baseline.RootElement.GetProperty(topic.Name)} in {Path.GetFileName(Baseline)} and docs/spark-sql.md. "
            + "Where they are better, node test/golden.mjs --keep in Pipeline.Host/Local/engine writes both anew."));
    }

    private void Print(List<JsonProperty> topics, int skipped)
    {
        output.WriteLine("topic: same / refused / different of those that Spark answers; fails / answered of those that it refuses");
        foreach (var topic in topics)
        {
            output.WriteLine($"{topic.Name,-28} {Count(topic, "same"),4} / {Count(topic, "refused"),3} / {Count(topic, "different"),2}    "
                + $"{Count(topic, "fails"),4} / {Count(topic, "answered"),2}");
        }
        if (skipped > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{skipped} cases skipped: no ../shared/data/source beside the checkout"));
        }
    }

    private static int Count(JsonProperty topic, string verdict) => topic.Value.GetProperty(verdict).GetInt32();
}
