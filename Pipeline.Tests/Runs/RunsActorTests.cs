using Akka.Actor;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>The index over a world in memory, on virtual time: what it takes in, what it answers, and what a run leaves.</summary>
public sealed class RunsActorTests : RunsTestKit
{
    [Fact]
    public void A_run_is_accepted_when_its_first_event_is_journaled_and_ends_with_nothing_left()
    {
        var runs = Runs("runs-1");
        var accepted = Start(runs);

        Assert.False(accepted.Repeated);
        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Empty(_world.Inventory);
        Assert.Equal(
            ["cluster", "roles", "warehouse"], _world.Calls.Where(c => c is "cluster" or "roles" or "warehouse").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_idempotency_key_starts_one_run_and_refuses_another_request()
    {
        var runs = Runs("runs-1");
        var first = Start(runs, "key", "print");
        var second = Start(runs, "key", "print");

        Assert.Equal(first.Run, second.Run);
        Assert.True(second.Repeated);
        runs.Tell(new StartRun(Given.Request(), "key", "other"), Probe);
        Assert.Contains("Idempotency-Key", Probe.ExpectMsg<Refused>(Patience).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_at_once_do_not_meet()
    {
        var runs = Runs("runs-1");
        Start(runs);
        Start(runs);

        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Empty(_world.Inventory);
        Assert.Equal(2, _world.Calls.Count(c => c == "cluster"));
    }

    [Fact]
    public void A_run_is_shown_as_it_was_after_any_event()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        AwaitEnd();

        runs.Tell(new GetRun(run, 1), Probe);
        var first = Probe.ExpectMsg<RunView>(Patience);
        Assert.Equal((1, RunPhase.Requested), (first.Events, first.State));
        runs.Tell(new GetRun(run), Probe);
        Assert.Equal(RunPhase.Succeeded, Probe.ExpectMsg<RunView>(Patience).State);
        runs.Tell(new GetRunEvents(run, 3), Probe);
        Assert.Equal(3, Probe.ExpectMsg<RunEventList>(Patience).Events[0].Sequence);
        runs.Tell(new ListRuns("small"), Probe);
        Assert.Equal(run.Value, Probe.ExpectMsg<RunList>(Patience).Runs.Single().RunId);
        runs.Tell(new GetRun(RunId.FromBits(99)), Probe);
        Probe.ExpectMsg<RunNotFound>(Patience);
    }

    [Fact]
    public void Every_event_is_published_once_under_its_number_in_the_journal()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        var published = new List<RecordedEvent>();
        FishForMessage(m =>
        {
            published.Add((RecordedEvent)m);
            return m is RecordedEvent { Event: RunFinished };
        }, Patience);

        runs.Tell(new GetRunEvents(run), Probe);
        Assert.Equal(
            Probe.ExpectMsg<RunEventList>(Patience).Events.Select(e => (e.Sequence, e.Manifest)), published.Select(e => (e.Sequence, e.Manifest)));
    }

    [Fact]
    public async Task The_archive_answers_like_the_index_and_starts_nothing()
    {
        var blocked = new TaskCompletionSource();
        var runs = Runs("runs-1");
        Start(runs);
        AwaitEnd();
        _world.Before = _ => blocked.Task;
        var unfinished = Start(runs).Run;
        Watch(runs);
        Sys.Stop(runs);
        FishForMessage(m => m is Terminated, Patience);
        var calls = _world.Calls.Count();

        var archive = Sys.ActorOf(Props.Create(() => new RunsArchive()));
        archive.Tell(new ListRuns(), Probe);
        Assert.Equal([RunPhase.Succeeded, RunPhase.Running], Probe.ExpectMsg<RunList>(Patience).Runs.Select(r => r.State).Order().Reverse());
        archive.Tell(new GetRun(unfinished), Probe);
        Assert.Equal(unfinished.Value, Probe.ExpectMsg<RunView>(Patience).RunId);
        archive.Tell(new GetRunEvents(unfinished), Probe);
        Assert.IsType<RunRequested>(Probe.ExpectMsg<RunEventList>(Patience).Events[0].Event);
        archive.Tell(new GetRun(RunId.FromBits(99)), Probe);
        Probe.ExpectMsg<RunNotFound>(Patience);
        Assert.Equal(calls, _world.Calls.Count());
        await archive.GracefulStop(Patience);
    }

    [Fact]
    public void A_known_key_is_found_before_anything_is_prepared()
    {
        var runs = Runs("runs-1");
        var run = Start(runs, "key", "print").Run;
        runs.Tell(new FindStarted("key", "print"), Probe);
        Assert.Equal(new RunAccepted(run, true), Probe.ExpectMsg<RunAccepted>(Patience));
        runs.Tell(new FindStarted("key", "other"), Probe);
        Probe.ExpectMsg<Refused>(Patience);
        runs.Tell(new FindStarted("new", "print"), Probe);
        Probe.ExpectMsg<KeyUnknown>(Patience);
    }

    [Fact]
    public void An_event_that_there_is_not_is_refused_with_how_many_there_are()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        AwaitEnd();
        runs.Tell(new GetRunEvents(run, 2, 3), Probe);
        Assert.Equal([2L, 3], Probe.ExpectMsg<RunEventList>(Patience).Events.Select(e => e.Sequence));
        runs.Tell(new GetRun(run, 1000), Probe);

        Assert.Matches($"^Run {run} has [0-9]+ events so far: there is no event 1000. Ask for one from 1 to [0-9]+.$", Probe.ExpectMsg<NoSuchEvent>(Patience).Why);
    }
}
