using System.Collections.Immutable;

namespace Pipeline.Host.Simulated.World;

public enum FindingKind
{
    /// <summary>Made a second time, though nothing outside had ended the first.</summary>
    Duplicate,

    /// <summary>Still there when every run is over.</summary>
    Leftover,

    /// <summary>Somebody else's thing was to be changed.</summary>
    ForeignTouched,

    /// <summary>A statement with an effect outside of its session was posted though its job's manifest was written.</summary>
    EffectRepeated,
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">With what.</param>
/// <param name="What">In words.</param>
public sealed record WorldFinding(FindingKind Kind, string Subject, string What);

/// <summary>Judges what was left and done outside once every run is over.</summary>
public static class WorldFindings
{
    /// <param name="things">The inventory.</param>
    /// <param name="deeds">The log.</param>
    /// <param name="isKept">Tells what is left on purpose; null for nothing.</param>
    public static ImmutableArray<WorldFinding> Of(ImmutableArray<Thing> things, ImmutableArray<WorldDeed> deeds, Func<Thing, bool>? isKept = null) =>
        [.. Duplicates(things), .. Leftovers(things, isKept ?? (_ => false)), .. Touches(deeds), .. Repetitions(deeds)];

    private static IEnumerable<WorldFinding> Duplicates(ImmutableArray<Thing> things) => things
        .Where(thing => !thing.IsForeign)
        .GroupBy(thing => (thing.Kind, thing.Name, thing.Run, thing.Journal))
        .SelectMany(same => same.Zip(same.Skip(1), Again).OfType<WorldFinding>());

    private static WorldFinding? Again(Thing first, Thing second)
    {
        var lived = first.EndingAt is null || first.EndingAt > second.CreatedAt;
        return lived || first.EndedBy == EndCause.Removed
            ? new WorldFinding(
                FindingKind.Duplicate, second.Name,
                $"{Word(second.Kind)} {second.Name} was made again at {second.CreatedAt:HH:mm:ss} ({second.Id}), " +
                (lived ? $"beside the first ({first.Id})" : $"after the first ({first.Id}) was removed at {first.EndingAt:HH:mm:ss}"))
            : null;
    }

    private static IEnumerable<WorldFinding> Leftovers(ImmutableArray<Thing> things, Func<Thing, bool> isKept) => things
        .Where(thing => thing is { IsForeign: false, DeletedAt: null, Kind: not ThingKind.Snapshot } && !isKept(thing))
        .Select(thing => new WorldFinding(
            FindingKind.Leftover, thing.Name, $"{Word(thing.Kind)} {thing.Name} ({thing.Id}), made at {thing.CreatedAt:HH:mm:ss}, is still there"));

    private static IEnumerable<WorldFinding> Touches(ImmutableArray<WorldDeed> deeds) => deeds
        .Where(deed => deed.Deed == Deed.ForeignTouched)
        .Select(deed => new WorldFinding(
            FindingKind.ForeignTouched, deed.Subject, $"{deed.Subject} ({deed.Id}), which is somebody else's, was {deed.Detail} at {deed.At:HH:mm:ss}"));

    private static IEnumerable<WorldFinding> Repetitions(ImmutableArray<WorldDeed> deeds)
    {
        var committed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var deed in deeds.Where(deed => deed.Output is not null))
        {
            if (deed.Deed == Deed.ManifestWritten)
            {
                committed.TryAdd(deed.Output!, deed.At);
            }
            else if (deed.Deed == Deed.EffectPosted && committed.TryGetValue(deed.Output!, out var since))
            {
                yield return new WorldFinding(
                    FindingKind.EffectRepeated, deed.Output!, $"{deed.Subject} was given {deed.Detail} at {deed.At:HH:mm:ss}, though the manifest of {deed.Output} was written at {since:HH:mm:ss}");
            }
        }
    }

    private static string Word(ThingKind kind) => kind switch
    {
        ThingKind.InstanceProfile => "instance profile",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
