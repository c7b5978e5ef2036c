using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Ledger;

/// <summary>The ledger's shell over an outside in memory and an index that answers as the test says, on virtual time.</summary>
public sealed class LedgerActorTests : TestKit
{
    private const string Mine = "journal-1";
    private const string Name = "small-r0000000000ab";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private readonly Outside _outside = new();
    private readonly FakeTimeProvider _time = new(Given.Start.AddHours(3));
    private readonly TestProbe _asker;
    private RunList _index = new([]);

    public LedgerActorTests()
        : base(ConfigurationFactory.ParseString($"""
            akka.scheduler.implementation = "{typeof(TestScheduler).AssemblyQualifiedName}"
            akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
            akka.loglevel = WARNING
            """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)))
    {
        _asker = CreateTestProbe();
        Sys.EventStream.Subscribe(TestActor, typeof(ILedgerEvent));
    }

    [Fact]
    public void A_run_that_finishes_is_accounted_and_what_it_left_is_removed_when_it_has_settled()
    {
        var ledger = Ledger("ledger-1");
        Settled(ledger);
        _outside.Add(Warehouse);
        var finishedAt = Publish(LeftWarehouse());
        Finished(finishedAt);

        var account = ExpectMsg<RunAccounted>(Patience);
        Assert.Equal((Given.Id, Mine, finishedAt), (account.Run, account.Journal, account.EndedAt));
        Assert.Equal(LedgerStatus.Left, Assert.Single(account.Entries).Status);
        Assert.Equal(("warehouse", LedgerStatus.Left, "there"), Row(ledger));

        // It ended three hours ago by the clock of the looks: at the next one it is removed, the intent first.
        Advance(Every);
        var requested = ExpectMsg<RemovalRequested>(Patience);
        Assert.Equal((Warehouse.Id, Mine, "Run r0000000000ab ended as failed and left it."), (requested.Id, requested.Journal, requested.Why));
        AwaitAssert(() => Assert.Equal([Warehouse], _outside.Removed), Patience);

        // Gone only when a look does not find it.
        _outside.Clear();
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(5));
            Assert.True(HasMessages);
        }, Patience);
        ExpectMsg<GoneConfirmed>(Patience);
        Assert.Empty(List(ledger).Resources);
        Assert.Equal(("warehouse", LedgerStatus.Removed, "gone"), Row(ledger, all: true));
    }

    [Fact]
    public async Task What_it_recorded_outlives_it_and_is_told_without_a_service_too()
    {
        var ledger = Ledger("ledger-1");
        Settled(ledger);
        Finished(Publish(LeftWarehouse()));
        ExpectMsg<RunAccounted>(Patience);
        await ledger.GracefulStop(Patience);

        Assert.Equal(("warehouse", LedgerStatus.Left, "gone"), Row(Ledger("ledger-2")));
        var index = Index();
        var archive = Sys.ActorOf(Props.Create(() => new LedgerArchive(index, _outside, Mine, _time)));
        Assert.Equal(("warehouse", LedgerStatus.Left, "gone"), Row(archive));
    }

    [Fact]
    public void A_finished_run_that_was_never_accounted_is_read_once_and_an_unfinished_one_when_asked_for()
    {
        // A run's journal as a supervisor of an earlier service has written it.
        var events = LeftWarehouse();
        Persist(events);
        _index = new RunList([Summary(RunPhase.Running, null)]);
        var ledger = Ledger("ledger-1");
        Assert.Equal(("warehouse", LedgerStatus.Left, "gone"), Row(ledger));
        ExpectNoMsg(TimeSpan.Zero);

        Finished(events[^1].At);
        Advance(Every);
        Assert.Equal(Given.Id, ExpectMsg<RunAccounted>(Patience).Run);
        Advance(Every);
        Settled(ledger);
        Assert.DoesNotContain(Drain(), message => message is RunAccounted);
    }

    [Fact]
    public void An_unfinished_runs_things_and_another_journals_are_left_alone_look_after_look()
    {
        _outside.Add(Warehouse);
        _outside.Add(Warehouse with { Journal = "journal-2", Id = "theirs" });
        _index = new RunList([Summary(RunPhase.Running, null)]);
        var ledger = Ledger("ledger-1");
        for (var look = 0; look < 3; look++)
        {
            Settled(ledger);
            Advance(Every);
        }

        Settled(ledger);
        Assert.Empty(_outside.Removed);
        Assert.Empty(Drain());
        Assert.Equal(["another journal", "this journal"], List(ledger).Resources.Select(row => row.Owner).Order());
    }

    [Fact]
    public void A_removal_that_fails_is_tried_again_and_one_that_was_begun_before_a_stop_as_well()
    {
        Finished(Given.Start);
        Persist([.. LeftWarehouse().SkipLast(1), new RunFinished(RunPhase.Failed, Given.Start)]);
        _outside.Add(Warehouse);
        _outside.Failure = PortFailureException.Transient("throttled");
        var ledger = Ledger("ledger-1");
        FishForMessage(message => message is RemovalRequested, Patience);
        AwaitAssert(() => Assert.Single(_outside.Asked), Patience);

        // The intent stands in the journal once, however often it takes.
        AwaitAssert(() =>
        {
            Advance(Every);
            Assert.True(_outside.Asked.Count > 2);
        }, Patience);
        Watch(ledger);
        Sys.Stop(ledger);
        FishForMessage(message => message is Terminated, Patience);
        _outside.Failure = null;
        Ledger("ledger-2");
        AwaitAssert(() => Assert.Equal([Warehouse], _outside.Removed), Patience);
        Assert.DoesNotContain(Drain(), message => message is RemovalRequested);
    }

    [Fact]
    public void On_request_another_journals_thing_is_removed_and_written_down_and_a_running_runs_is_refused()
    {
        var theirs = Warehouse with { Journal = "journal-2" };
        _outside.Add(theirs);
        var ledger = Ledger("ledger-1");
        ledger.Tell(new RemoveThing("warehouse", Name, theirs.Id), _asker);
        _asker.ExpectMsg<RemovalAccepted>(Patience);
        Assert.Equal([theirs], _outside.Removed);
        Assert.Equal("journal-2", ExpectMsg<RemovalRequested>(Patience).Journal);

        _outside.Clear();
        _outside.Add(Warehouse);
        _index = new RunList([Summary(RunPhase.Running, null)]);
        ledger.Tell(new RemoveThing("warehouse", Name, null), _asker);
        Assert.Contains("cancel the run instead", _asker.ExpectMsg<Refused>(Patience).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outside_that_cannot_be_asked_is_told_as_not_seen_and_changes_nothing()
    {
        Finished(Given.Start);
        Persist([.. LeftWarehouse().SkipLast(1), new RunFinished(RunPhase.Failed, Given.Start)]);
        _outside.Unreachable = PortFailureException.Transient("no credentials");
        var ledger = Ledger("ledger-1");
        Assert.Equal(("warehouse", LedgerStatus.Left, "unseen"), Row(ledger));
        Assert.Contains(List(ledger).Unseen, unseen => unseen.Why == "no credentials");
        Advance(Every);
        Settled(ledger);
        Advance(Every);
        Settled(ledger);
        Assert.DoesNotContain(Drain(), message => message is GoneConfirmed);
    }

    [Fact]
    public void A_run_that_is_not_there_is_told_so()
    {
        Ledger("ledger-1").Tell(new GetResources(Run: Given.Id), _asker);
        _asker.ExpectMsg<RunNotFound>(Patience);
    }

    private static InventoryItem Warehouse => new("warehouse", Name, "w-1", "available", Given.Start, Mine, Given.Id.Value);

    private static IRunEvent[] LeftWarehouse() =>
    [
        RunLedgerTests.Requested(coreCount: 0, nodes: 1),
        new AttemptRequested("warehouse", 1, Name, RunLedgerTests.At(1)),
        new TeardownStarted(RunPhase.Failed, ["it broke"], RunLedgerTests.At(2)),
        new ResourceLeft("warehouse", Name, "Access denied.", RunLedgerTests.At(62)),
        new RunFinished(RunPhase.Failed, RunLedgerTests.At(62)),
    ];

    private static RunSummary Summary(RunPhase phase, DateTimeOffset? endedAt) => new(Given.Id.Value, "small", phase, Given.Start, endedAt);

    private void Finished(DateTimeOffset at) => _index = new RunList([Summary(RunPhase.Failed, at)]);

    private DateTimeOffset Publish(IReadOnlyList<IRunEvent> events)
    {
        foreach (var recorded in RunLedgerTests.Recorded(events))
        {
            Sys.EventStream.Publish(recorded);
        }

        return events[^1].At;
    }

    private void Persist(IReadOnlyList<IRunEvent> events)
    {
        var writer = Sys.ActorOf(Props.Create(() => new Writer()));
        writer.Tell(events, _asker);
        _asker.ExpectMsg("written", Patience);
        writer.GracefulStop(Patience).Wait(Patience);
    }

    /// <summary>Answered from a survey of its own, thus after the look that the actor was at.</summary>
    private void Settled(IActorRef ledger) => List(ledger);

    private ResourceList List(IActorRef ledger, bool all = false)
    {
        ledger.Tell(new GetResources(all), _asker);
        return _asker.ExpectMsg<ResourceList>(Patience);
    }

    private (string, LedgerStatus?, string) Row(IActorRef ledger, bool all = false)
    {
        var row = Assert.Single(List(ledger, all).Resources);
        return (row.Kind, row.State, row.Outside);
    }

    private List<object> Drain()
    {
        var messages = new List<object>();
        while (HasMessages)
        {
            messages.Add(ReceiveOne(TimeSpan.Zero));
        }

        return messages;
    }

    private IActorRef Ledger(string name)
    {
        var index = Index();
        return Sys.ActorOf(Props.Create(() => new LedgerActor(index, _outside, new LedgerSettings { Journal = Mine, Time = _time, Every = Every })), name);
    }

    private IActorRef Index()
    {
        Func<RunList> list = () => _index;
        return Sys.ActorOf(Props.Create(() => new IndexOf(list)));
    }

    private void Advance(TimeSpan span)
    {
        _time.Advance(span);
        ((TestScheduler)Sys.Scheduler).Advance(span);
    }

    private sealed class IndexOf : ReceiveActor
    {
        public IndexOf(Func<RunList> list) => Receive<ListRuns>(_ => Sender.Tell(list()));
    }

    /// <summary>Stands in for the supervisor of an earlier service: the same journal, nothing else.</summary>
    private sealed class Writer : Akka.Persistence.ReceivePersistentActor
    {
        public Writer()
        {
            RecoverAny(_ => { });
            Command<IReadOnlyList<IRunEvent>>(events =>
            {
                var (left, asker) = (events.Count, Sender);
                PersistAll(events, _ =>
                {
                    if (--left == 0)
                    {
                        asker.Tell("written");
                    }
                });
            });
        }

        public override string PersistenceId => RunSupervisor.PersistenceIdOf(Given.Id);
    }

    private sealed class Outside : IInventory
    {
        private readonly ConcurrentDictionary<ThingKey, InventoryItem> _things = new();

        public ConcurrentQueue<InventoryItem> Asked { get; } = new();

        public ConcurrentQueue<InventoryItem> Removed { get; } = new();

        public Exception? Failure { get; set; }

        public Exception? Unreachable { get; set; }

        public void Add(InventoryItem thing) => _things[ThingKey.Of(thing)] = thing;

        public void Clear() => _things.Clear();

        public Task<Inventory> List(CancellationToken cancellation) =>
            Unreachable is { } why ? throw why : Task.FromResult(new Inventory([.. _things.Values.OrderBy(thing => thing.Id, StringComparer.Ordinal)], []));

        public Task Remove(InventoryItem thing, CancellationToken cancellation)
        {
            Asked.Enqueue(thing);
            if (Failure is { } why)
            {
                throw why;
            }

            Removed.Enqueue(thing);
            return Task.CompletedTask;
        }
    }
}
