using System.Text.Json;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Rendering;
using Xunit;

namespace Pipeline.Tests.Host.Cli.Rendering;

public class RunTextTests
{
    [Fact]
    public void A_run_that_succeeded_ends_with_its_tables_checks_and_durations() => Assert.Equal(
        """
        Run r0123456789ab of arrivals: succeeded in 21.3 s

        Tables
          TABLE         KIND  ROWS  EXPECTED
          fact_arrival  star   962       962

        Checks
          CHECK           TABLE         SEVERITY  STATUS  COUNT
          fact-not-empty  fact_arrival  error     passed      0
          departs         fact_arrival  warn      warned      7

        Durations
          STEP               TOOK
          cluster            2.0 s
          job/immigration    8.5 s
          star/fact_arrival  1.0 s

        """,
        RunText.Summary(SampleRun.Succeeded));

    [Fact]
    public void A_run_that_failed_tells_first_what_failed_why_and_what_was_cleaned_up()
    {
        var text = RunText.Whole(SampleRun.Failed);
        var failure = text.IndexOf("What failed\n  job/immigration: statement 3 of immigration.sql failed:\n    [UNRESOLVED_COLUMN]", StringComparison.Ordinal);
        var cleanup = text.IndexOf("What was cleaned up: 1 of 2 resources removed", StringComparison.Ordinal);
        Assert.True(failure > 0 && cleanup > failure && text.IndexOf("Steps\n", StringComparison.Ordinal) > cleanup, text);
        Assert.Contains("warehouse  arrivals-r0123456789ab  left   the server does not stop", text);
    }

    [Fact]
    public void A_running_run_says_what_it_will_end_as() =>
        Assert.StartsWith(
            "Run r0123456789ab of arrivals: tearing-down, will end as cancelled\n",
            RunText.Summary(SampleRun.Running with { State = RunPhase.TearingDown, Ending = RunPhase.Cancelled }));

    [Fact]
    public void The_result_for_programs_is_one_object()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(RunResult.Of(SampleRun.Succeeded), ApiJson.Options));
        var result = json.RootElement;
        Assert.Equal("r0123456789ab", result.GetProperty("runId").GetString());
        Assert.Equal("succeeded", result.GetProperty("state").GetString());
        Assert.Equal(962, result.GetProperty("tables")[0].GetProperty("rows").GetInt64());
        Assert.Equal("warned", result.GetProperty("checks")[1].GetProperty("status").GetString());
        Assert.Equal(35, result.GetProperty("jobs")[0].GetProperty("report").GetProperty("filtered").GetInt64());
        Assert.Equal(8.5, result.GetProperty("durations")[1].GetProperty("seconds").GetDouble());
        Assert.Equal(21.25, result.GetProperty("seconds").GetDouble());
    }

    [Fact]
    public void A_view_survives_the_way_over_the_api()
    {
        var json = JsonSerializer.Serialize(SampleRun.Failed, ApiJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<RunView>(json, ApiJson.Options), ApiJson.Options));
        Assert.Contains("\"state\":\"failed\"", json);
        Assert.Contains("\"requestedAt\":\"2026-11-22T12:00:00Z\"", json);
    }

    [Fact]
    public void Each_job_has_a_bar_and_the_other_steps_share_one_by_kind() => Assert.Equal(
        "cluster 1, job/airports 0.25, job/immigration (retry due) 0, staging 1/2 0.5",
        string.Join(", ", RunBars.Of(SampleRun.Running).Select(bar => $"{bar.Label} {bar.Done}")));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.9, "59.9 s")]
    [InlineData(61, "1 m 01 s")]
    [InlineData(3725, "1 h 02 m")]
    public void Durations_are_as_exact_as_they_are_short(double seconds, string text) => Assert.Equal(text, Words.Duration(TimeSpan.FromSeconds(seconds)));
}
