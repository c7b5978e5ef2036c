using Akka.Actor;
using Akka.Configuration;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Host.Configuration;
using Pipeline.Tests.Runs;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Journals;

/// <summary>The product's actors on the product's configuration and a real journal, over an outside in memory: one life of a service.</summary>
internal sealed class JournaledSystem : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Only so that asking again and again leaves the processors to those who work.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly ActorSystem _system;

    /// <param name="journal">As <c>pipeline.journal</c> names it.</param>
    /// <param name="world">The outside, which outlives the service.</param>
    /// <param name="firstId">Ids are counted from here.</param>
    /// <param name="overlay">Akka's settings that differ from the shipped ones, as shorter patience.</param>
    public JournaledSystem(JournalOptions journal, World world, ulong firstId = 1, string overlay = "")
    {
        _system = ActorSystem.Create("journaled", ConfigurationFactory.ParseString(overlay + "\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF")
            .WithFallback(JournalPlace.Of(journal))
            .WithFallback(ConfigurationFactory.ParseString(Files.Read("hocon.conf")))
            .WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)));
        var next = firstId - 1;
        var settings = new RunSettings { Journal = "journal-1", NewRunId = () => RunId.FromBits(Interlocked.Increment(ref next)) };
        var index = Props.Create(() => new RunsActor(world.Ports, settings, world));
        Runs = _system.ActorOf(Props.Create(() => new JournalKeeper(index, "index")), "runs");
    }

    public IActorRef Runs { get; }

    public Task<object> Ask(object question) => Runs.Ask<object>(question, Limit);

    public async Task<RunId> Start() => ((RunAccepted)await TryStart()).Run;

    /// <summary>A run whose cluster is not looked for in vain for long: time is real here.</summary>
    public Task<object> TryStart(string? key = null) => Ask(new StartRun(
        Given.Request(Given.Definition with { Cluster = Given.Definition.Cluster with { Settle = TimeSpan.FromMilliseconds(1) } }), key, "print"));

    /// <summary>The list, once it is as the test waits for it.</summary>
    public async Task<RunList> Until(Func<RunList, bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (await Ask(new ListRuns()) is RunList list && reached(list))
            {
                return list;
            }

            await Task.Delay(Pace);
        }
    }

    /// <summary>Asks again as long as the journal is away.</summary>
    public async Task<RunId> StartWhenItMay(string key)
    {
        while (true)
        {
            if (await TryStart(key) is RunAccepted accepted)
            {
                return accepted.Run;
            }

            await Task.Delay(Pace);
        }
    }

    public Task<RunList> AllEnded(int runs) => Until(list => list.Runs.Length == runs && list.Runs.All(run => run.State.IsFinal()));

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
