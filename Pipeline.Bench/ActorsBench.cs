using System.Diagnostics;
using Akka.Actor;
using Akka.Persistence;
using Pipeline.Actors.Runs;

namespace Pipeline.Bench;

/// <summary>Messages and persisted events per second of the Akka that this was built with.</summary>
internal static class ActorsBench
{
    private const int Messages = 2_000_000;
    private const int RoundTrips = 200_000;
    private const int Writers = 500;
    private const int EventsPerWriter = 40;

    public static async Task<int> Run()
    {
        await using var systems = new Systems();
        Figures.Title($"Actors ({typeof(ActorSystem).Assembly.GetName().Name})");

        var done = new TaskCompletionSource();
        var counter = systems.System.ActorOf(Props.Create(() => new Counter(Messages, done)));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Messages; i++)
        {
            counter.Tell(Ping.Instance, ActorRefs.NoSender);
        }

        await done.Task;
        Figures.Line("messages told per second, one to one", $"{Messages / watch.Elapsed.TotalSeconds:N0}");

        done = new TaskCompletionSource();
        var echo = systems.System.ActorOf(Props.Create(() => new Echo()));
        systems.System.ActorOf(Props.Create(() => new Caller(echo, RoundTrips, done)));
        watch.Restart();
        await done.Task;
        Figures.Line("round trips per second, one at a time", $"{RoundTrips / watch.Elapsed.TotalSeconds:N0}");

        var writers = Enumerable.Range(0, Writers).Select(i =>
        {
            var written = new TaskCompletionSource();
            return (Actor: systems.System.ActorOf(Props.Create(() => new Writer($"writer-{i}", EventsPerWriter, written))), written.Task);
        }).ToArray();
        watch.Restart();
        foreach (var (actor, _) in writers)
        {
            actor.Tell(Ping.Instance, ActorRefs.NoSender);
        }

        await Task.WhenAll(writers.Select(w => w.Task));
        Figures.Line($"events persisted per second, {Writers} actors at once", $"{Writers * EventsPerWriter / watch.Elapsed.TotalSeconds:N0}");
        return 0;
    }

    private sealed record Ping
    {
        public static readonly Ping Instance = new();
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter(int expected, TaskCompletionSource done)
        {
            var left = expected;
            Receive<Ping>(_ =>
            {
                if (--left == 0)
                {
                    done.SetResult();
                }
            });
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<Ping>(ping => Sender.Tell(ping));
    }

    private sealed class Caller : ReceiveActor
    {
        public Caller(IActorRef echo, int trips, TaskCompletionSource done)
        {
            var left = trips;
            Receive<Ping>(ping =>
            {
                if (--left == 0)
                {
                    done.SetResult();
                }
                else
                {
                    echo.Tell(ping);
                }
            });
            echo.Tell(Ping.Instance);
        }
    }

    /// <summary>Persists one event after the other, as a run does.</summary>
    private sealed class Writer : ReceivePersistentActor
    {
        public Writer(string id, int events, TaskCompletionSource done)
        {
            PersistenceId = id;
            var left = events;
            Recover<IRunEvent>(_ => { });
            Command<Ping>(ping => Persist(new SchemaApplied(DateTimeOffset.UnixEpoch), _ =>
            {
                if (--left == 0)
                {
                    done.SetResult();
                }
                else
                {
                    Self.Tell(ping);
                }
            }));
        }

        public override string PersistenceId { get; }
    }
}
