using Pipeline.Actors;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.World;

/// <summary>A call to the outside.</summary>
/// <param name="Port">The port's interface.</param>
/// <param name="Member">Its member.</param>
/// <param name="Subject">The thing it is about.</param>
/// <param name="Timeout">When its caller gives up.</param>
internal sealed record OutsideCall(string Port, string Member, string Subject, TimeSpan Timeout)
{
    public bool Changes { get; init; }

    public bool Removes { get; init; }

    /// <summary>How long the outside works at it before its effect is made as a whole; given up before that, it has none.</summary>
    public TimeSpan Takes { get; init; }

    public override string ToString() => $"{Port}.{Member}({Subject})";
}

/// <summary>A request that reached the outside.</summary>
/// <param name="At">When.</param>
/// <param name="Nth">Which of its kind for its subject, from 1.</param>
/// <param name="Fault">A fault that is the service's own matter, or that its answer will be lost.</param>
internal readonly record struct Arrival(DateTimeOffset At, int Nth, Fault? Fault);

/// <summary>What every twin stands on: the clock, the chance, the record of what is and was, and the way of every call with its faults.</summary>
internal sealed class Outside(SimulatedClock clock, Draw draw, FaultPlan faults)
{
    private readonly Dictionary<(string, string), int> _calls = [];
    private readonly Dictionary<(string, string, string), int> _again = [];
    private readonly HashSet<(string, string, string)> _failsAgain = [];

    public Draw Draw => draw;

    public Agenda Agenda { get; } = new();

    public Inventory Inventory { get; } = new();

    public WorldLog Log { get; } = new();

    /// <summary>The time, with everything up to it happened.</summary>
    public DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        Agenda.CatchUp(now);
        return now;
    }

    public Task Delay(TimeSpan span) => clock.Delay(span);

    /// <summary>Carries a call out and back. Its effect is made in one moment; a caller that gave up before the answer has not prevented it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="effect">What it does and answers.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <param name="begin">For what takes time: whether it is taken at all.</param>
    public async Task<T> Send<T>(OutsideCall call, Func<Arrival, T> effect, CancellationToken cancellation, Action<Arrival>? begin = null)
    {
        var (again, fault) = Next(call);
        var latency = draw.Between(Durations.Call, $"{call.Port}.{call.Member}", call.Subject, again);
        await clock.Delay(latency);
        if (Refusal(call, fault) is { } refusal)
        {
            throw refusal;
        }

        if (fault == Fault.TimeoutWithoutEffect)
        {
            await clock.Delay(call.Timeout - latency);
            throw Unanswered(call);
        }

        begin?.Invoke(new Arrival(Now(), again, fault));
        if (call.Takes > TimeSpan.Zero)
        {
            await clock.Delay(call.Takes);
            cancellation.ThrowIfCancellationRequested();
        }

        var answer = effect(new Arrival(Now(), again, fault));
        if (fault is Fault.TimeoutWithEffect or Fault.UnansweredAndUnlisted)
        {
            await clock.Delay(call.Timeout - latency);
            throw Unanswered(call);
        }

        if (call.Changes)
        {
            await clock.Delay(latency);
        }

        cancellation.ThrowIfCancellationRequested();
        return answer;
    }

    private (int Again, Fault? Fault) Next(OutsideCall call)
    {
        var key = (call.Port, call.Member, call.Subject);
        var again = Count(_again, key);
        var fault = faults.Of(call, Count(_calls, (call.Port, call.Member)), again, draw);
        fault = _failsAgain.Remove(key) ? Fault.ServerError : fault;
        if (fault == Fault.FailsTwice)
        {
            _failsAgain.Add(key);
        }

        if (fault is { } befallen)
        {
            Log.Add(new WorldDeed(clock.GetUtcNow(), Deed.Fault, $"{call}", Detail: $"{befallen}"));
        }

        return (again, fault);
    }

    private static PortFailureException? Refusal(OutsideCall call, Fault? fault) => fault switch
    {
        Fault.Throttled => PortFailureException.Transient($"{call}: rate exceeded (simulated)."),
        Fault.ServerError => PortFailureException.Transient($"{call}: internal server error (simulated)."),
        Fault.FailsTwice => PortFailureException.Transient($"{call}: the service is unavailable (simulated)."),
        _ => null,
    };

    private static PortFailureException Unanswered(OutsideCall call) =>
        PortFailureException.Transient($"{call} was not answered within {call.Timeout.TotalSeconds:0} s; whether it was done is unknown (simulated).");

    private static int Count<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key) + 1;
        counts[key] = count;
        return count;
    }
}
