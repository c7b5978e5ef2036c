using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated.World;

/// <summary>The world as a simulation's judge sees any world.</summary>
internal static class WorldViews
{
    public static ImmutableArray<OutsideThing> Things(ImmutableArray<Thing> things, ImmutableArray<WorldDeed> deeds)
    {
        var changes = deeds
            .Where(deed => deed.Id is not null && deed.Deed is Deed.ForeignTouched or Deed.RemovalAsked)
            .CountBy(deed => deed.Id!, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        return [.. things.Select(thing => new OutsideThing(
            Kind(thing.Kind), thing.Name, thing.Id, thing.Journal, thing.Run, thing.CreatedAt, thing.Instances)
        {
            GoneAt = thing.DeletedAt,
            Changes = changes.GetValueOrDefault(thing.Id),
        })];
    }

    public static ImmutableArray<OutsideDeed> Deeds(ImmutableArray<WorldDeed> deeds) =>
        [.. deeds.Select(Seen).OfType<OutsideDeed>()];

    private static OutsideDeed? Seen(WorldDeed deed) => deed.Deed switch
    {
        Deed.StatementPosted => new OutsideDeed("statement", deed.Detail!, deed.At, Lasts: false),
        Deed.EffectPosted => new OutsideDeed("statement", deed.Detail!, deed.At, Lasts: true),
        Deed.OutputWritten => new OutsideDeed("output", deed.Subject, deed.At, Lasts: true),
        Deed.ManifestWritten => new OutsideDeed("manifest", deed.Subject, deed.At, Lasts: true),
        Deed.SchemaApplied => new OutsideDeed("schema", deed.Subject, deed.At, Lasts: true),
        Deed.TableStaged => new OutsideDeed("stage", deed.Subject, deed.At, Lasts: true),
        Deed.TableLoaded => new OutsideDeed("load", deed.Subject, deed.At, Lasts: true),
        _ => null,
    };

    private static string Kind(ThingKind kind) => kind switch
    {
        ThingKind.Role or ThingKind.InstanceProfile => Resource.Roles,
        ThingKind.Cluster => Resource.Cluster,
        ThingKind.Session => Resource.Session,
        ThingKind.Warehouse => Resource.Warehouse,
        _ => "snapshot",
    };
}
