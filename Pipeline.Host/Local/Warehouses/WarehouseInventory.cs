using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Host.Local.Warehouses;

/// <summary>This home's warehouses in use and its server, and every run's database on the server, whichever home's run that was.</summary>
internal sealed class WarehouseInventory(LocalFiles files, IPostgres postgres, WarehouseMarks marks)
{
    public const string Database = "database";
    public const string Server = "postgres";

    private const string WhyDatabase = "Kept for queries: the last runs' of each pipeline are.";
    private const string WhyServer = "Serves every run of this home and ends by itself when none needs it.";

    private readonly RunDatabases databases = new(new OnlyIfUp(postgres));

    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var used = marks.InUse().Where(mark => mark.Reader is null).ToList();
        ImmutableArray<InventoryItem> things = [.. used.Select(Warehouse), .. Servers()];
        try
        {
            var names = used.Select(mark => mark.Database).ToHashSet();
            return new Inventory([.. things, .. (await databases.List(cancellation)).Select(database => Show(database, names))], []);
        }
        catch (PortFailureException failure)
        {
            return new Inventory(things, [new Unseen(Database, failure.Message)]);
        }
    }

    public async Task Remove(InventoryItem thing, CancellationToken cancellation)
    {
        switch (thing.Kind)
        {
            case Resource.Warehouse when marks.Find(thing.Name) is { } mark:
                Same(thing, mark.Journal, RunNames.RunOf(mark.Name));
                FileFailures.Guard($"Warehouse {thing.Name} could not be unmarked", () => marks.Remove(thing.Name));
                await postgres.StopUnless(() => marks.InUse().Count > 0, cancellation);
                break;
            case Database when (await databases.List(cancellation)).FirstOrDefault(database => database.Database == thing.Id) is { } database:
                Same(thing, database.Journal, database.Run);
                await databases.Drop(database.Database, cancellation);
                break;
            case Server:
                throw PortFailureException.Permanent("PostgreSQL carries no run's mark: it ends with ./pipeline stop, or by itself when no run needs it.");
        }
    }

    private static void Same(InventoryItem thing, string? journal, string? run)
    {
        if (thing.Journal != journal || thing.Run != run)
        {
            throw PortFailureException.Permanent($"The {thing.Kind} {thing.Name} is not the one that was listed: list again.");
        }
    }

    private InventoryItem Warehouse(WarehouseMark mark) =>
        new(Resource.Warehouse, mark.Name, mark.Database, "in use", marks.Since(mark.Name), mark.Journal, RunNames.RunOf(mark.Name));

    private static InventoryItem Show(KeptDatabase database, HashSet<string> used)
    {
        var thing = new InventoryItem(Database, database.Database, database.Database, "in use", database.StartedAt, database.Journal, database.Run);
        return used.Contains(database.Database) ? thing : thing with { State = "kept", Kept = WhyDatabase };
    }

    private IEnumerable<InventoryItem> Servers() => RuntimeFile.ReadAlive(files.Postgres) is { } server
        ? [new InventoryItem(Server, Server, $"{server.Process}", $"running on port {server.Port}", server.StartedAt, null, null) { Kept = WhyServer }]
        : [];

    /// <summary>To look at a server must not start it.</summary>
    private sealed class OnlyIfUp(IPostgres postgres) : IPostgres
    {
        public Task<PostgresLogin> Login(string database, CancellationToken cancellation) => Task.FromResult(
            postgres.Running(database) ?? throw PortFailureException.Transient("PostgreSQL is not running; the databases that runs left are seen while it is."));

        public PostgresLogin? Running(string database) => postgres.Running(database);

        public Task StopUnless(Func<bool> inUse, CancellationToken cancellation) => postgres.StopUnless(inUse, cancellation);
    }
}
