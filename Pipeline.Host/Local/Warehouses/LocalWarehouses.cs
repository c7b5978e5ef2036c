using Microsoft.Extensions.Logging;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Host.Local.Warehouses;

/// <summary>A warehouse as a database of the local server. Its removal keeps the database for queries, and ends a server of ours that nobody needs.</summary>
/// <param name="postgres">The server.</param>
/// <param name="marks">Which warehouses are in use.</param>
/// <param name="time">For the run's age, by which old databases go.</param>
/// <param name="log">Tells what was kept and dropped.</param>
public sealed class LocalWarehouses(IPostgres postgres, WarehouseMarks marks, TimeProvider time, ILogger<LocalWarehouses> log) : IWarehouses
{
    private readonly RunDatabases databases = new(postgres);

    public async Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation) =>
        marks.Find(request.Name) is { } mark && mark.Journal == request.Journal && await databases.Find(mark.Database, request.Journal, cancellation) is { } login
            ? Ready(request, mark.Database, login)
            : null;

    public async Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation)
    {
        var database = KeptDatabase.NameFor(request.Pipeline, request.RunId);

        // The mark first: a server that is marked as needed is not stopped under this run's feet.
        FileFailures.Guard($"Warehouse {request.Name} could not be marked as in use", () => marks.Set(new WarehouseMark(request.Name, database, request.Journal)));
        var login = await databases.Create(new KeptDatabase(database, request.Pipeline, request.RunId, request.Journal, time.GetUtcNow()), cancellation);
        return Ready(request, database, login);
    }

    public async Task Delete(WarehouseRequest request, CancellationToken cancellation)
    {
        if (marks.Find(request.Name) is { } mark && mark.Journal == request.Journal)
        {
            await DropOld(request, cancellation);
            FileFailures.Guard($"Warehouse {request.Name} could not be unmarked", () => marks.Remove(request.Name));
            log.LogInformation("Warehouse {Name} is gone; its database {Database} is kept for queries.", request.Name, mark.Database);
        }

        await postgres.StopUnless(() => marks.InUse().Count > 0, cancellation);
    }

    private async Task DropOld(WarehouseRequest request, CancellationToken cancellation)
    {
        try
        {
            var inUse = marks.InUse().Select(mark => mark.Database).ToHashSet();
            foreach (var old in KeptDatabase.ToDrop(await databases.List(cancellation), request.Pipeline, request.Journal, inUse))
            {
                await databases.Drop(old.Database, cancellation);
                log.LogInformation("Dropped {Database}: only the last {Kept} runs' databases are kept.", old.Database, KeptDatabase.Kept);
            }
        }
        catch (PortFailureException failure)
        {
            // Housekeeping: it must not keep a run from ending. The next one tries again.
            log.LogWarning("Old databases of {Pipeline} could not be dropped: {Why}", request.Pipeline, failure.Message);
        }
    }

    private static Warehouse Ready(WarehouseRequest request, string database, PostgresLogin login) =>
        new(request.Name, WarehouseStatus.Ready, new WarehouseEndpoint(request.Name, login.Host, login.Port, database));
}
