using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated.Proof;

/// <summary>What is proved: a run that is asked for, and the service that carries it out.</summary>
/// <param name="Request">The run.</param>
/// <param name="Pipelines">Where the service finds its definition.</param>
public sealed record ProofSubject(RunRequest Request, IPipelines Pipelines)
{
    /// <summary>Changes the service's settings; a proof of the product leaves them as they are.</summary>
    public Func<RunSettings, RunSettings> Settings { get; init; } = settings => settings;

    /// <summary>Changes the ports as the service sees them; a proof of the product leaves them as they are.</summary>
    public Func<RunPorts, RunPorts> Ports { get; init; } = ports => ports;
}
