using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Simulated.World.Data;

namespace Pipeline.Host.Simulated.World;

/// <summary>Who else is in the account: things without tags, of other journals and of other runs, with names like the run's. None may ever be touched.</summary>
/// <param name="inventory">Where they stand, as old as the world.</param>
/// <param name="since">The world's beginning.</param>
internal sealed class Neighbours(Inventory inventory, DateTimeOffset since)
{
    private const string OtherJournal = "somebody-elses-journal";
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    /// <summary>Sessions that somebody keeps open on the run's own cluster.</summary>
    public static IReadOnlyList<string> SessionsBeside(string name) => ["notebook", $"{Other(name)}-report-1"];

    /// <summary>Puts those of a run where they have always been.</summary>
    /// <param name="name"><c>&lt;pipeline&gt;-&lt;runId&gt;</c>.</param>
    /// <param name="journal">The run's journal.</param>
    public void Meet(string name, string journal)
    {
        if (!_met.Add(name) || RunName.Parse(name) is not { } own || RunName.Parse(Other(name)) is not { } other)
        {
            return;
        }

        // EMR takes any number of one name: the tags alone tell them apart.
        Add(ThingKind.Cluster, name, null, null);
        Add(ThingKind.Cluster, name, own.Run, OtherJournal);
        Add(ThingKind.Cluster, name, other.Run, journal);
        foreach (var near in (string[])[$"{name}0", $"{name}-2", name[..^1], Other(name)])
        {
            var (run, whose) = near == Other(name) ? (other.Run, journal) : (own.Run, OtherJournal);
            Add(ThingKind.Cluster, near, run, whose);
            Add(ThingKind.Warehouse, near, run, whose);
            Add(ThingKind.Role, new RoleNames(near).Ec2, run, whose);
            Add(ThingKind.InstanceProfile, new RoleNames(near).Ec2, run, whose);
        }
    }

    private void Add(ThingKind kind, string name, string? run, string? journal) => inventory.Add(new Thing
    {
        Kind = kind,
        Name = name,
        Id = inventory.NewId("foreign-"),
        Run = run,
        Journal = journal,
        IsForeign = true,
        CreatedAt = since,
        ReadyAt = since,
    });

    /// <summary>Another run's name that differs in one character.</summary>
    private static string Other(string name) => $"{name[..^1]}{(name[^1] == '7' ? '8' : '7')}";
}
