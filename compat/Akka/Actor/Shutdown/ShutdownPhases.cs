using Akka.Configuration;

namespace Akka.Actor;

/// <summary>One phase: what comes before it, how long it may take, whether its failures are only logged.</summary>
internal sealed record ShutdownPhase(IReadOnlyCollection<string> DependsOn, TimeSpan Timeout, bool Recover);

/// <summary>The configured phases in the order of their dependencies.</summary>
internal sealed class ShutdownPhases
{
    private readonly Dictionary<string, ShutdownPhase> _phases = [];

    public ShutdownPhases(Config config)
    {
        var defaults = ConfigurationFactory.ParseString($"timeout = {config.GetString("default-phase-timeout")}, recover = true, depends-on = []");
        var phases = config.GetConfig("phases");
        foreach (var name in phases.Root.GetObject().Items.Keys)
        {
            var phase = phases.GetConfig(name).WithFallback(defaults);
            if (phase.IsEmpty)
                phase = defaults;
            _phases[name] = new ShutdownPhase(
                [.. phase.GetStringList("depends-on")], phase.GetTimeSpan("timeout", null, allowInfinite: false), phase.GetBoolean("recover"));
        }

        Ordered = Sort();
    }

    public IReadOnlyList<string> Ordered { get; }

    public bool IsKnown(string name) => Ordered.Contains(name);

    public ShutdownPhase Find(string name) => _phases.GetValueOrDefault(name);

    private List<string> Sort()
    {
        var sorted = new List<string>();
        var underway = new HashSet<string>();
        foreach (var name in _phases.Keys)
            Visit(name);
        return sorted;

        void Visit(string name)
        {
            if (sorted.Contains(name))
                return;
            if (!underway.Add(name))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. Phase [{name}] depends transitively on itself.");
            foreach (var before in Find(name)?.DependsOn ?? [])
                Visit(before);
            underway.Remove(name);
            sorted.Add(name);
        }
    }
}
