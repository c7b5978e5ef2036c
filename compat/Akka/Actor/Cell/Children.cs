namespace Akka.Actor.Internal;

/// <summary>What is known of a child: it, or that its name is taken.</summary>
public interface IChildStats;

/// <summary>A name that is taken while its child is being made.</summary>
public class ChildNameReserved : IChildStats
{
    private ChildNameReserved() { }

    public static ChildNameReserved Instance { get; } = new();

    public override string ToString() => "Name";
}

/// <summary>Why an actor's children are being stopped.</summary>
internal enum ChildrenEnd
{
    UserRequest,
    Creation,
    Recreation,
    Termination,
}

/// <summary>
/// The children of a cell and which of them shall die. Locked, because the guardians' children are made by any thread.
/// </summary>
internal sealed class Children
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IChildStats> _byName = [];
    private readonly HashSet<IActorRef> _toDie = [];
    private ChildrenEnd _end;
    private bool _terminated;
    private ChildRestartStats[] _snapshot = [];

    public bool IsTerminating => Locked(() => _terminated || (_toDie.Count > 0 && _end == ChildrenEnd.Termination));

    public bool IsNormal => Locked(() => !_terminated && (_toDie.Count == 0 || _end == ChildrenEnd.UserRequest));

    public bool IsWaiting => Locked(() => _toDie.Count > 0 && _end is ChildrenEnd.Creation or ChildrenEnd.Recreation);

    public IReadOnlyCollection<IInternalActorRef> Refs => Array.ConvertAll(Stats, s => s.Child);

    public ChildRestartStats[] Stats => Locked(() => _snapshot ??= _byName.Values.OfType<ChildRestartStats>().ToArray());

    public bool TryGet(string name, out ChildRestartStats stats)
    {
        lock (_gate)
        {
            stats = _byName.GetValueOrDefault(name) as ChildRestartStats;
            return stats != null;
        }
    }

    public bool TryGet(IActorRef child, out ChildRestartStats stats) => TryGet(child.Path.Name, out stats) && stats.Child.Equals(child);

    public bool Contains(IActorRef child) => TryGet(child, out _);

    public void Reserve(string name)
    {
        lock (_gate)
        {
            if (_terminated)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': already terminated");
            if (_toDie.Count > 0 && _end == ChildrenEnd.Termination)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': It is terminating.");
            if (!_byName.TryAdd(name, ChildNameReserved.Instance))
                throw new InvalidActorNameException($@"Actor name ""{name}"" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_gate)
        {
            if (_byName.GetValueOrDefault(name) is ChildNameReserved)
                _byName.Remove(name);
        }
    }

    public void Add(IInternalActorRef child)
    {
        lock (_gate)
        {
            _byName[child.Path.Name] = new ChildRestartStats(child);
            _snapshot = null;
        }
    }

    public void ShallDie(IActorRef child)
    {
        lock (_gate)
        {
            if (_toDie.Count == 0)
                _end = ChildrenEnd.UserRequest;
            _toDie.Add(child);
        }
    }

    /// <summary>False when no child has to die first.</summary>
    public bool TrySetEnd(ChildrenEnd end) => Locked(() =>
    {
        if (_toDie.Count == 0)
            return false;
        _end = end;
        return true;
    });

    public void SetTerminated()
    {
        lock (_gate)
            _terminated = true;
    }

    /// <summary>Takes the child out. The end that its being the last one completes, or null.</summary>
    public ChildrenEnd? Remove(IActorRef child)
    {
        lock (_gate)
        {
            if (_byName.Remove(child.Path.Name))
                _snapshot = null;
            if (!_toDie.Remove(child) || _toDie.Count > 0)
                return null;
            _terminated |= _end == ChildrenEnd.Termination;
            return _end;
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }
}
