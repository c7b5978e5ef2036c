using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Dispatch;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated.Service;

/// <summary>
/// Moves a clock on so many times as fast as real time, on a thread of its own, which actors and the simulated outside work on too: time stands
/// still while any of them has something to do, or a run waits for its journal, however slow this machine is.
/// </summary>
internal sealed class PacedTime : ICallGuard, IDisposable
{
    /// <summary>What others ask of the clock meanwhile is noticed after this at the latest, in real time.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    private readonly BlockingCollection<Action> _calls = [];
    private readonly SimulatedClock _clock;
    private readonly int _speed;
    private readonly Thread _thread;
    private readonly Journaling _journaling = new();
    private volatile bool _ended;

    public PacedTime(SimulatedClock clock, int speed)
    {
        (_clock, _speed) = (clock, speed);
        _thread = new Thread(Run) { IsBackground = true, Name = "simulated-outside" };
    }

    /// <summary>The core by which it knows what waits for its journal.</summary>
    public RunCore Core => _journaling.Core;

    public void Start()
    {
        if (!_thread.IsAlive)
        {
            _thread.Start();
        }
    }

    public void Take(IRunnable turn)
    {
        if (!_ended)
        {
            _calls.Add(turn.Run);
        }
    }

    public Task<T> Read<T>(Func<Task<T>> call) => Make(call);

    public Task<T> Change<T>(string what, Func<Task<T>> call) => Make(call);

    public Task Change(string what, Func<Task> call) => Make(async () =>
    {
        await call();
        return true;
    });

    public void Dispose()
    {
        _ended = true;
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private Task<T> Make<T>(Func<Task<T>> call)
    {
        // What waits for the answer goes on here, at once: on a busy machine another thread would come too late for the time that goes so fast.
        var done = new TaskCompletionSource<T>();
        _calls.Add(() => _ = Answer(call, done));
        return done.Task;
    }

    private static async Task Answer<T>(Func<Task<T>> call, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(await call());
        }
        catch (Exception failure)
        {
            done.SetException(failure);
        }
    }

    private void Run()
    {
        var since = Stopwatch.GetTimestamp();
        while (!_ended)
        {
            var wait = !_journaling.IsGoingOn && _clock.NextDue is { } due ? ((due - _clock.GetUtcNow()) / _speed) - Stopwatch.GetElapsedTime(since) : Look;
            if (_calls.TryTake(out var call, wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < Look ? wait : Look))
            {
                call();
            }
            else if (wait <= TimeSpan.Zero && !_journaling.IsGoingOn)
            {
                _clock.Advance();
                since = Stopwatch.GetTimestamp();
            }
        }
    }
}
