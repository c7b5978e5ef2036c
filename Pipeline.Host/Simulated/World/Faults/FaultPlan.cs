using System.Collections.Immutable;

namespace Pipeline.Host.Simulated.World.Faults;

/// <param name="Port">The port's interface: ILivy.</param>
/// <param name="Member">Its member: PostStatement.</param>
/// <param name="Nth">Which of all calls to it, from 1.</param>
/// <param name="Fault">What happens then.</param>
public sealed record ScriptedFault(string Port, string Member, int Nth, Fault Fault);

/// <summary>What goes wrong in a world, as data: at given calls, and by chance from the world's seed.</summary>
/// <param name="Scripted">At given calls.</param>
/// <param name="Rates">The chance of each fault at each call that it can befall.</param>
public sealed record FaultPlan(ImmutableArray<ScriptedFault> Scripted, ImmutableSortedDictionary<Fault, double> Rates)
{
    /// <summary>Everything goes well.</summary>
    public static readonly FaultPlan None = new([], ImmutableSortedDictionary<Fault, double>.Empty);

    /// <summary>A bad day: most runs meet several faults, and with the default retry budgets most of them succeed.</summary>
    public static readonly FaultPlan Random = None with
    {
        Rates = ImmutableSortedDictionary.CreateRange(
        [
            KeyValuePair.Create(Fault.Throttled, 0.003),
            KeyValuePair.Create(Fault.ServerError, 0.001),
            KeyValuePair.Create(Fault.TimeoutWithoutEffect, 0.001),
            KeyValuePair.Create(Fault.TimeoutWithEffect, 0.02),
            KeyValuePair.Create(Fault.FailsTwice, 0.1),
            KeyValuePair.Create(Fault.SessionDiesStarting, 0.02),
            KeyValuePair.Create(Fault.SessionDiesIdle, 0.002),
            KeyValuePair.Create(Fault.SessionDiesBusy, 0.004),
            KeyValuePair.Create(Fault.StatementErrorTransient, 0.003),
            KeyValuePair.Create(Fault.StatementErrorPermanent, 0.0003),
            KeyValuePair.Create(Fault.ClusterTerminated, 0.03),
            KeyValuePair.Create(Fault.Unlisted, 0.1),
            KeyValuePair.Create(Fault.LivyRestarts, 0.001),
            KeyValuePair.Create(Fault.WarehouseUnreachable, 0.01),
            KeyValuePair.Create(Fault.UnansweredAndUnlisted, 0.05),
        ]),
    };

    public static FaultPlan Script(params ScriptedFault[] faults) => None with { Scripted = [.. faults] };

    /// <summary>The fault of a call, or null.</summary>
    /// <param name="call">The call.</param>
    /// <param name="nth">Which of all calls to its member, from 1.</param>
    /// <param name="again">Which of those for its subject, from 1.</param>
    /// <param name="draw">The world's chance.</param>
    internal Fault? Of(OutsideCall call, int nth, int again, Draw draw)
    {
        foreach (var scripted in Scripted)
        {
            if (scripted.Nth == nth && scripted.Port == call.Port && scripted.Member == call.Member)
            {
                return scripted.Fault;
            }
        }

        foreach (var (fault, rate) in Rates)
        {
            if (Befalls(fault, call) && draw.Chance(rate, $"{fault} {call.Port}.{call.Member}", call.Subject, again))
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Where chance lets a fault happen; a script may put one anywhere.</summary>
    private static bool Befalls(Fault fault, OutsideCall call) => fault switch
    {
        Fault.Throttled or Fault.ServerError or Fault.TimeoutWithoutEffect => true,
        Fault.TimeoutWithEffect => call.Changes,
        Fault.FailsTwice => call.Removes,
        Fault.SessionDiesStarting => call.Member == nameof(Actors.Sessions.ILivy.CreateSession),
        Fault.SessionDiesIdle or Fault.SessionDiesBusy or Fault.StatementErrorTransient or Fault.StatementErrorPermanent or Fault.LivyRestarts =>
            call.Member == nameof(Actors.Sessions.ILivy.PostStatement),
        Fault.ClusterTerminated or Fault.Unlisted or Fault.UnansweredAndUnlisted => call is { Port: nameof(Actors.Clusters.IClusters), Member: nameof(Actors.Clusters.IClusters.Create) },
        Fault.WarehouseUnreachable => call.Port == nameof(Actors.Warehouses.IWarehouseSql),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
