using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Clusters;

/// <summary>EMR takes any number of clusters of one name and lists a new one late: what may have been made is looked for before it is asked for again.</summary>
public sealed class ClusterActorTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);
    private static readonly ClusterRequest Request = new("small-r1", "r1", "j", new ClusterDefinition { Settle = Settle }, 1);

    private readonly LateLists _emr = new();
    private readonly FakeTimeProvider _time = new(Given.Start);
    private readonly RunSettings _settings;
    private readonly IActorRef _child;

    public ClusterActorTests()
        : base(ConfigurationFactory.ParseString($"""
            akka.scheduler.implementation = "{typeof(TestScheduler).AssemblyQualifiedName}"
            akka.loglevel = WARNING
            """))
    {
        _settings = new RunSettings { Journal = "j", NewRunId = () => RunId.FromBits(1), Time = _time, ClusterPolling = new(TimeSpan.FromSeconds(1), Settle / 4) };
        var probe = TestActor;
        _child = Sys.ActorOf(Props.Create(() => new Parent(Props.Create(() => new ClusterActor(_emr, _settings)), probe)));
    }

    [Fact]
    public void The_first_attempt_asks_at_once()
    {
        _emr.IsListed = true;
        Perform(mayExist: false);

        Assert.Equal("j-1", ExpectMsg<ClusterProvisioned>(Patience).Cluster.Id);
        Assert.Equal(1, _emr.Made);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_an_earlier_attempt_made_or_one_before_a_restart_is_waited_for_and_adopted(bool mayExist, bool again)
    {
        _emr.Made = 1;
        Perform(mayExist, again);
        LookFor(Settle / 2);
        Assert.Equal(1, _emr.Made);

        _emr.IsListed = true;
        LookFor(_settings.ClusterPolling.Longest);
        Assert.Equal("j-1", ExpectMsg<ClusterProvisioned>(Patience).Cluster.Id);
        Assert.Equal(1, _emr.Made);
    }

    [Fact]
    public void What_is_not_seen_for_the_settle_time_is_asked_for_again()
    {
        Perform(mayExist: true);
        LookFor(Settle);
        _emr.IsListed = true;

        ExpectMsg<ClusterProvisioned>(Patience);
        Assert.Equal(1, _emr.Made);
    }

    private void Perform(bool mayExist, bool again = false)
    {
        _child.Tell(new Perform(new ProvisionCluster("cluster#2", "cluster", 2, Request, _time.GetUtcNow(), mayExist), again));
        AwaitCondition(() => _emr.Looks > 0, Patience, Often);
    }

    /// <summary>So much time, look by look.</summary>
    private void LookFor(TimeSpan time)
    {
        for (var until = _time.GetUtcNow() + time; _time.GetUtcNow() < until;)
        {
            var looks = _emr.Looks;
            _time.Advance(_settings.ClusterPolling.Longest);
            AwaitCondition(
                () =>
                {
                    // The child's answer may still be on its way to it, and its next timer not yet set.
                    ((TestScheduler)Sys.Scheduler).Advance(_settings.ClusterPolling.Longest);
                    return _emr.Looks > looks;
                },
                Patience,
                Often);
        }
    }

    /// <summary>A run's supervisor in little: passes orders down and outcomes on.</summary>
    private sealed class Parent : ReceiveActor
    {
        public Parent(Props child, IActorRef probe)
        {
            var cluster = Context.ActorOf(child, "cluster");
            Receive<Perform>(cluster.Tell);
            ReceiveAny(probe.Tell);
        }
    }

    private sealed class LateLists : IClusters
    {
        private int _looks;

        public bool NamesAreUnique => false;

        public bool IsListed { get; set; }

        public int Made { get; set; }

        public int Looks => Volatile.Read(ref _looks);

        public Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _looks);
            return Task.FromResult(IsListed && Made > 0 ? new Cluster("j-1", ClusterStatus.Ready, "http://livy") : null);
        }

        public Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation)
        {
            Made++;
            return Task.FromResult(new Cluster($"j-{Made}", ClusterStatus.Ready, "http://livy"));
        }

        public Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) => Task.FromResult(new Cluster(id, ClusterStatus.Ready, "http://livy"));

        public Task Terminate(ClusterRequest request, string id, CancellationToken cancellation) => Task.CompletedTask;
    }
}
