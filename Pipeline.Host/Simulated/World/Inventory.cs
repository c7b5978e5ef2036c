using System.Collections.Immutable;

namespace Pipeline.Host.Simulated.World;

/// <summary>Everything that exists outside or did, in the order of its creation.</summary>
internal sealed class Inventory
{
    private readonly List<Thing> _things = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(ThingKind, string), List<int>> _byName = [];

    public ImmutableArray<Thing> All => [.. _things];

    /// <summary>An id that was not given before.</summary>
    public string NewId(string prefix) => $"{prefix}{_things.Count:D6}";

    public Thing Add(Thing thing)
    {
        _byId.Add(thing.Id, _things.Count);
        if (!_byName.TryGetValue((thing.Kind, thing.Name), out var named))
        {
            _byName[(thing.Kind, thing.Name)] = named = [];
        }

        named.Add(_things.Count);
        _things.Add(thing);
        return thing;
    }

    public Thing? Find(string id) => _byId.TryGetValue(id, out var at) ? _things[at] : null;

    /// <summary>Those of the name, the oldest first.</summary>
    public IEnumerable<Thing> Named(ThingKind kind, string name) =>
        _byName.TryGetValue((kind, name), out var named) ? named.Select(at => _things[at]) : [];

    public Thing? Live(ThingKind kind, string name) => Named(kind, name).FirstOrDefault(thing => thing.DeletedAt is null);

    public Thing Change(string id, Func<Thing, Thing> change) => _things[_byId[id]] = change(_things[_byId[id]]);

    /// <summary>Its end begins, and is through when <paramref name="gone"/> says.</summary>
    public void End(string id, DateTimeOffset at, DateTimeOffset? gone, EndCause cause) => Change(id, thing => thing.DeletedAt is not null ? thing : thing with
    {
        EndingAt = thing.EndingAt ?? at,
        EndedBy = thing.EndedBy ?? cause,
        DeletedAt = gone,
    });
}
