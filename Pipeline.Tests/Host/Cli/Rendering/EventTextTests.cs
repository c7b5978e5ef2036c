using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Rendering;
using Xunit;

namespace Pipeline.Tests.Host.Cli.Rendering;

public class EventTextTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 34, 56, 789, TimeSpan.Zero);

    [Fact]
    public void A_line_has_time_number_and_words() => Assert.Equal(
        "12:34:56.789 #7   staging/staging_airports: 3,942 rows", EventText.Line(Body("table-staged.1", new TableStaged("staging_airports", 3942, At))));

    [Fact]
    public void Every_event_of_a_run_has_words()
    {
        foreach (var type in EventManifests.All.Select(EventManifests.TypeOf).Where(type => type.IsAssignableTo(typeof(IRunEvent))))
        {
            var golden = Directory.GetFiles(Support.Checkout.PathOf("Pipeline.Tests"), $"{EventManifests.All.Single(name => EventManifests.TypeOf(name) == type)}.json", SearchOption.AllDirectories);
            Assert.NotEqual("", EventText.Say((IRunEvent)JsonSerializer.Deserialize(File.ReadAllText(golden[0]), type, EventJson.Options)!));
        }
    }

    [Fact]
    public void An_event_of_a_newer_service_is_named_at_least() =>
        Assert.Equal("12:34:56.789 #7   cluster-resized.1", EventText.Line(Body("cluster-resized.1", new { at = At })));

    [Fact]
    public void A_failure_of_several_lines_stays_one_line_and_says_when_the_next_attempt_is_due()
    {
        var failed = new AttemptFailed("job/airports", 2, FailureKind.Transient, "session 3 is gone:\n  killed", At.AddSeconds(5), At);
        Assert.Equal("job/airports: attempt 2 failed (transient): session 3 is gone: killed; next at 12:35:01.789", EventText.Say(failed));
        Assert.EndsWith("; no further attempt", EventText.Say(failed with { RetryAt = null }));
    }

    [Fact]
    public void What_is_left_behind_is_said_loudly() =>
        Assert.Contains("IS LEFT BEHIND", EventText.Say(new ResourceLeft("cluster", "arrivals-r0123456789ab", "no permission", At)));

    [Fact]
    public void A_teardown_says_why() => Assert.Equal(
        "teardown: everything is removed, the run will end as failed: job/airports failed",
        EventText.Say(new TeardownStarted(RunPhase.Failed, ImmutableArray.Create("job/airports failed"), At)));

    private static EventBody Body<T>(string manifest, T happened) => new(7, manifest, At, JsonSerializer.SerializeToElement(happened, EventJson.Options));
}
