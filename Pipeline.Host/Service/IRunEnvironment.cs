using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Service;

/// <summary>Where runs take place: the outside as ports, and its life beside the service's. One per value of <c>pipeline.environment</c>.</summary>
public interface IRunEnvironment : IAsyncDisposable
{
    /// <summary>The outside, as the children of a run see it.</summary>
    RunPorts Ports { get; }

    /// <summary>The outside as a whole, whoever made what is there.</summary>
    IInventory Inventory { get; }

    /// <summary>Becomes a user of the environment: called before the first run is taken up.</summary>
    void Start();

    /// <summary>The service ends gracefully: whatever serves nobody else ends too. Called when no actor uses the ports any more.</summary>
    Task StopAll(CancellationToken cancellation);
}
