using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Host.Api;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Host.Cli;

/// <summary>retry, rerun and replay against a service that is up, over the events of a whole run that failed and was retried.</summary>
public sealed class RunAgainCommandsTests
{
    private static readonly RunId Id = Given.Id;
    private static readonly ImmutableArray<RecordedEvent> Journal = Recorded();
    private static readonly long FirstEnd = Journal.First(e => e.Event is RunFinished).Sequence;

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Retry_follows_the_new_try_only_and_exits_by_its_end()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "retry", Id.Value, "--json"));

        using var result = JsonDocument.Parse(_out.ToString());
        Assert.Equal(("succeeded", 2), (result.RootElement.GetProperty("state").GetString(), result.RootElement.GetProperty("try").GetInt32()));
        Assert.Contains($"#{FirstEnd + 1} ", _error.ToString());
        Assert.DoesNotContain($"#{FirstEnd} ", _error.ToString());
    }

    [Fact]
    public async Task A_retry_that_is_refused_says_why()
    {
        await using var service = await TestService.Start(question => question is RetryRun ? new Refused(Pipeline.Actors.Runs.Run.RetryRefusal(Id, RunPhase.Succeeded)) : new RunList([]));
        Assert.Equal(2, await Run(service, "retry", Id.Value));
        Assert.Contains("succeeded: there is nothing to retry", _error.ToString());
    }

    [Fact]
    public async Task Rerun_follows_the_new_run()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "rerun", Id.Value));
        Assert.StartsWith($"Run {Id} of small: succeeded", _out.ToString());
        Assert.Equal(Id, Assert.Single(service.Asked.OfType<StartRun>()).RerunOf);
    }

    [Fact]
    public async Task Events_are_followed_over_the_end_of_an_earlier_try()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "events", Id.Value, "--follow"));
        Assert.Equal(Journal.Length, Lines().Length);
    }

    [Fact]
    public async Task Replay_shows_the_state_after_an_event_with_what_was_outstanding()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "replay", Id.Value, "--at", "3"));
        Assert.Contains("#3   roles: attempt 1 begins", _out.ToString());
        Assert.EndsWith("Outstanding\n  lake#1\n  roles#1\n", _out.ToString());
    }

    [Fact]
    public async Task Replay_ends_with_the_last_event_and_tells_of_the_try_before()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "replay", Id.Value));
        Assert.Contains("succeeded in 0.0 s, try 2\n", _out.ToString());
        Assert.Contains("Earlier tries\n  try 1 failed after 0.0 s\n    job/b: it broke\n", _out.ToString());
    }

    [Fact]
    public async Task Replay_gives_the_event_and_the_run_as_json()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "replay", Id.Value, "--at", "3", "--json"));
        using var shown = JsonDocument.Parse(_out.ToString());
        Assert.Equal(3, shown.RootElement.GetProperty("event").GetProperty("sequence").GetInt64());
        Assert.Equal(3, shown.RootElement.GetProperty("run").GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task Replay_steps_through_the_events_and_shows_what_each_changes()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "replay", Id.Value, "--follow"));
        var text = _out.ToString();
        Assert.Contains("#4   lake: source /in is there, reference tables are written\n    lake: working -> done\n    - lake#1\n", text);
        Assert.Contains("    cluster small-r0000000000ab: asked -> ready\n", text);
        Assert.Contains("    job/a: 1 of 5 statements\n", text);
        Assert.Contains("    run: running -> tearing-down\n", text);
        Assert.Contains("    run: failed -> running\n", text);
        Assert.Contains("    failed: job/b: it broke\n", text);
    }

    [Fact]
    public async Task Replay_steps_from_an_event_on_as_lines_of_json()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(0, await Run(service, "replay", Id.Value, "--follow", "--at", "4", "--json"));
        var lines = Lines().Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Journal.Length - 3, lines.Count);
        Assert.Equal(4, lines[0].GetProperty("sequence").GetInt64());
        Assert.Equal(["lake: working -> done", "- lake#1"], lines[0].GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
        Assert.Equal(["roles#1"], lines[0].GetProperty("outstanding").EnumerateArray().Select(key => key.GetString()));
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("show")]
    public async Task An_event_that_there_is_not_is_told_with_how_many_there_are(string command)
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(2, await Run(service, command, Id.Value, "--at", "999"));
        Assert.Contains($"has {Journal.Length} events so far: there is no event 999", _error.ToString());
    }

    [Fact]
    public async Task A_journal_with_a_hole_is_replayed_up_to_it()
    {
        await using var service = await TestService.Start(question => question is GetRunEvents e
            ? new RunEventList(Id, [.. Journal.Where(r => r.Sequence != 7 && r.Sequence <= (e.To ?? long.MaxValue))])
            : Answer(question));
        Assert.Equal(0, await Run(service, "replay", Id.Value, "--at", "6"));
        Assert.Equal(1, await Run(service, "replay", Id.Value));
        Assert.Contains("The journal is damaged: event 7 is not there.", _error.ToString());
    }

    [Fact]
    public void A_view_of_a_journal_with_a_hole_says_which_event_is_missing()
    {
        Assert.Equal(
            new Refused($"The journal of run {Id} is damaged: event 7 is not there."), RunAnswers.View(new GetRun(Id), [.. Journal.Where(e => e.Sequence != 7)]));
        Assert.Equal(
            new Refused($"The journal of run {Id} is damaged: event 1 is not there."), RunAnswers.View(new GetRun(Id), [.. Journal.Skip(1)]));
        Assert.IsType<RunView>(RunAnswers.View(new GetRun(Id, 6), [.. Journal.Take(6)]));
    }

    private static object? Answer(object question) => question switch
    {
        RetryRun => new RetryAnswer(Id, 2, FirstEnd, "Try 2 of the run begins."),
        GetRecordedRequest => new RecordedRequest(Id, Given.Request() with { Environment = "local" }),
        StartRun => new RunAccepted(Id, Repeated: false),
        GetRunEvents e => new RunEventList(Id, [.. Journal.Where(r => r.Sequence >= e.From && r.Sequence <= (e.To ?? long.MaxValue))]),
        GetRun e => RunAnswers.View(e, [.. Journal.Take((int)(e.At ?? Journal.Length))]),
        ListRuns => new RunList([]),
        _ => null,
    };

    private static ImmutableArray<RecordedEvent> Recorded()
    {
        var drive = Drive.Begun().Until(s => s.IsDone("job/a") && s.Jobs["b"].Requested == 2).Fail("job/b#1/statement/1", FailureKind.Permanent).ToTheEnd();
        drive.Input(new Retry(Id, 2));
        return [.. drive.ToTheEnd().Events.Select((e, i) => new RecordedEvent(Id, i + 1, EventManifests.Of(e), e))];
    }

    private string[] Lines() => _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<int> Run(TestService service, params string[] arguments) => ServiceCaller.Run(service, _out, _error, arguments);
}
