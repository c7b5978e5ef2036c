using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>Everything that one run ever asked for, folded from its events and from nothing else.</summary>
/// <param name="Run">The run.</param>
/// <param name="Journal">The id of the journal that owns it.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Sequence">The last event that is in it.</param>
/// <param name="EndedAt">When the run finished; null while it has not.</param>
/// <param name="Entries">In the order in which they were asked for.</param>
public sealed record RunLedger(RunId Run, string Journal, string Pipeline, long Sequence, DateTimeOffset? EndedAt, ImmutableArray<LedgerEntry> Entries)
{
    private int ClusterInstances { get; init; }

    private int WarehouseNodes { get; init; }

    /// <summary>The ledger of these events, which begin with the run's first; null when there are none.</summary>
    public static RunLedger? Of(IEnumerable<RecordedEvent> events) => events.Aggregate((RunLedger?)null, After);

    /// <summary>The ledger after one more event.</summary>
    public static RunLedger? After(RunLedger? ledger, RecordedEvent recorded) => (ledger, recorded.Event) switch
    {
        (_, RunRequested first) => Begin(first, recorded.Sequence),
        (null, _) => null,
        var (known, change) => known.Apply(change) with { Sequence = recorded.Sequence, EndedAt = (change as RunFinished)?.At },
    };

    /// <summary>Instance-hours of everything until this moment.</summary>
    public double InstanceHours(DateTimeOffset now) => Entries.Sum(entry => entry.InstanceHours(now) ?? 0);

    /// <summary>The primary instance and the core ones.</summary>
    public static int InstancesOf(ClusterDefinition cluster) => 1 + cluster.CoreCount;

    private static RunLedger Begin(RunRequested first, long sequence)
    {
        var definition = first.Pipeline.Definition;
        return new RunLedger(first.Run, first.Journal, definition.Name, sequence, null, [])
        {
            ClusterInstances = InstancesOf(definition.Cluster), WarehouseNodes = definition.Warehouse.Nodes,
        };
    }

    private RunLedger Apply(IRunEvent change) => change switch
    {
        AttemptRequested { Name: { } name } e => Ask(KindOf(e.Step), name, e.At),
        AttemptRequested e when Removal(e.Step) is var (kind, name) => With(kind, name, entry => entry.Become(LedgerStatus.Removing, e.At)),
        AttemptFailed { Step: Plan.Cluster } e => Lose(e.At),
        RolesReady e => Ready(Resource.Roles, e.Roles == RunRoles.None ? LedgerEntry.NoneNeeded : null, e.At),
        ClusterReady e => Ready(Resource.Cluster, e.Id, e.At),
        WarehouseReady e => Ready(Resource.Warehouse, e.Endpoint.Warehouse, e.At),
        SessionReady e => With(
            Resource.Session, RunNames.Session(Pipeline, Run, e.Job, e.Attempt),
            entry => entry.Become(LedgerStatus.Ready, e.At) with { Id = e.Session.ToString(CultureInfo.InvariantCulture) }),
        ResourceRemoved e => Remove(e.Kind, e.Name, e.At),
        ResourceKept e => With(e.Kind, e.Name, entry => entry.Become(LedgerStatus.Kept, e.At, e.Why)),
        ResourceLeft e => With(e.Kind, e.Name, entry => entry.Become(LedgerStatus.Left, e.At, e.Why)),
        RunRetried e => Reopen(e.At),
        _ => this,
    };

    /// <summary>A run that goes on sees again to what it had left.</summary>
    private RunLedger Reopen(DateTimeOffset at) => this with
    {
        Entries =
        [
            .. Entries.Select(entry => entry.Status != LedgerStatus.Left ? entry : entry.Become(entry.Id is null ? LedgerStatus.Asked : LedgerStatus.Ready, at)),
        ],
    };

    private RunLedger Ask(string kind, string name, DateTimeOffset at)
    {
        if (Entries.Any(entry => entry.Kind == kind && entry.Name == name))
        {
            return With(kind, name, entry => entry.Ask(at));
        }

        int? instances = kind switch { Resource.Cluster => ClusterInstances, Resource.Warehouse => WarehouseNodes, _ => null };
        return this with { Entries = Entries.Add(new LedgerEntry(kind, name, null, LedgerStatus.Asked, at, instances, at, at, TimeSpan.Zero)) };
    }

    private RunLedger Ready(string kind, string? id, DateTimeOffset at) => this with
    {
        Entries = [.. Entries.Select(entry => entry.Kind == kind ? entry.Become(LedgerStatus.Ready, at) with { Id = id } : entry)],
    };

    /// <summary>A cluster that was ready and failed has ended, with its sessions. One that was not may still come: its time goes on.</summary>
    private RunLedger Lose(DateTimeOffset at) => Entries.Any(entry => entry is { Kind: Resource.Cluster, Status: LedgerStatus.Ready })
        ? (this with { Entries = [.. Entries.Select(entry => entry.Kind == Resource.Cluster ? entry.Lose(at) : entry)] }).WithoutSessions(at)
        : this;

    private RunLedger Remove(string kind, string name, DateTimeOffset at)
    {
        var removed = With(kind, name, entry => entry.Remove(at));
        return kind == Resource.Cluster ? removed.WithoutSessions(at) : removed;
    }

    private RunLedger WithoutSessions(DateTimeOffset at) => this with
    {
        Entries = [.. Entries.Select(entry => entry is { Kind: Resource.Session, IsOpen: true } ? entry.Remove(at) : entry)],
    };

    private RunLedger With(string kind, string name, Func<LedgerEntry, LedgerEntry> change) => this with
    {
        Entries = [.. Entries.Select(entry => entry.Kind == kind && entry.Name == name ? change(entry) : entry)],
    };

    private static string KindOf(string step) => step.StartsWith("job/", StringComparison.Ordinal) ? Resource.Session : step;

    /// <summary>Of <c>removal/kind/name</c>.</summary>
    private static (string Kind, string Name)? Removal(string step) => step.Split('/', 3) is ["removal", var kind, var name] ? (kind, name) : null;
}
