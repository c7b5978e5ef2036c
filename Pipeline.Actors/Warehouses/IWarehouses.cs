using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Warehouses;

/// <summary>Warehouses that live as long as a run: Redshift, or PostgreSQL locally.</summary>
/// <remarks>Every member throws <see cref="PortFailureException"/> for an outside error, and no other. A second live warehouse of one name is refused by the outside.</remarks>
public interface IWarehouses
{
    /// <summary>The warehouse of this name that carries the journal's id, or null.</summary>
    Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation);

    /// <summary>Asks for the warehouse; a name already in use answers that warehouse.</summary>
    Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation);

    /// <summary>Asks for its removal, with a last snapshot if the definition wants one; one that is gone already is no error.</summary>
    Task Delete(WarehouseRequest request, CancellationToken cancellation);
}

/// <param name="Name">Deterministic: <c>&lt;pipeline&gt;-&lt;runId&gt;</c>.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="RunId">Goes into its tags; the database is <c>&lt;pipeline&gt;_&lt;runId&gt;</c> with <c>-</c> as <c>_</c>.</param>
/// <param name="Journal">The journal's id, for its tags.</param>
/// <param name="Definition">Node type, count, what to do at the end.</param>
/// <param name="Role">The role it reads the lake with; null locally.</param>
/// <param name="Try">More than 1 for a run that was retried: an earlier try's last snapshot keeps its name.</param>
public sealed record WarehouseRequest(string Name, string Pipeline, string RunId, string Journal, WarehouseDefinition Definition, string? Role, int Try = 1);

/// <summary>A warehouse as the outside describes it.</summary>
public sealed record Warehouse(string Name, WarehouseStatus Status, WarehouseEndpoint? Endpoint = null, string? Why = null);

public enum WarehouseStatus
{
    Starting,
    Ready,
    Deleting,
    Failed,
}

/// <summary>Where a warehouse takes SQL. The adapter finds the credentials by the warehouse's name; they are never in here.</summary>
public sealed record WarehouseEndpoint(string Warehouse, string Host, int Port, string Database, string? Role = null);
