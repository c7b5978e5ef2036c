using System.Collections.Immutable;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.Proof;

/// <summary>The crash-point prover: kills the service at points of a run, each in a simulation of its own, several at once.</summary>
public sealed class Prover(ProofSubject subject, int threads)
{
    private const int Stack = 16 << 20;

    /// <summary>Kills the service once at each of the points.</summary>
    /// <param name="seed">Of the world.</param>
    /// <param name="faults">Whether things go wrong outside as well.</param>
    /// <param name="points">Numbers of points; null for all there are.</param>
    public Proof AtPoints(int seed, bool faults, IReadOnlyList<int>? points)
    {
        var baseline = Alone(() => Trials.Go(subject, seed, FaultPlan.None, killAt: null));
        var undisturbed = faults ? Alone(() => Trials.Go(subject, seed, FaultPlan.Random, killAt: null)) : baseline;
        var numbers = points ?? [.. Enumerable.Range(1, undisturbed.Points.Length)];
        var verdicts = All(numbers.Count, i => Judge(baseline, seed, faults, numbers[i]));
        return new Proof(baseline, TrialJudge.OfBaseline(baseline), verdicts);
    }

    /// <summary>Random faults from each of the seeds, and in each such run one kill at a random point.</summary>
    public Proof AtSeeds(int first, int count)
    {
        var baseline = Alone(() => Trials.Go(subject, first, FaultPlan.None, killAt: null));
        var verdicts = All(count, i =>
        {
            var seed = first + i;
            var points = Trials.Go(subject, seed, FaultPlan.Random, killAt: null).Points.Length;
            return Judge(baseline, seed, faults: true, new Random(seed).Next(1, points + 1));
        });
        return new Proof(baseline, TrialJudge.OfBaseline(baseline), verdicts);
    }

    private Verdict Judge(Trial baseline, int seed, bool faults, int point)
    {
        var trial = Trials.Go(subject, seed, faults ? FaultPlan.Random : FaultPlan.None, point);
        return new Verdict(trial, faults, TrialJudge.Of(trial, baseline, faults));
    }

    private static T Alone<T>(Func<T> trial)
    {
        T? result = default;
        Run(1, () => result = trial());
        return result!;
    }

    private ImmutableArray<Verdict> All(int count, Func<int, Verdict> trial)
    {
        var results = new Verdict[count];
        var next = -1;
        Run(Math.Clamp(threads, 1, Math.Max(count, 1)), () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
            {
                results[i] = trial(i);
            }
        });
        return [.. results];
    }

    /// <summary>Threads of their own: a simulation is one thread's from its beginning to its end, and what completes in line nests deeply.</summary>
    private static void Run(int threads, Action work)
    {
        Exception? failure = null;
        var running = Enumerable.Range(0, threads).Select(_ => new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception error)
                {
                    failure = error;
                }
            },
            Stack) { IsBackground = true, Name = "simulation" }).ToArray();
        foreach (var thread in running)
        {
            thread.Start();
        }

        foreach (var thread in running)
        {
            thread.Join();
        }

        if (failure is not null)
        {
            throw new InvalidOperationException($"The simulation itself failed: {failure.Message}", failure);
        }
    }
}
