using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Warehouse;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Host.Local.Warehouses;

/// <summary>Reads the databases that runs left: has the server for as long as it is not disposed of, and ends it then if nobody else needs it.</summary>
public sealed class LocalQuery : IAsyncDisposable
{
    private readonly Leases leases;
    private readonly Lease lease;
    private readonly IPostgres postgres;
    private readonly RunDatabases databases;
    private readonly WarehouseMarks marks;
    private readonly WarehouseMark mark;

    private LocalQuery(LocalOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var files = new LocalFiles(options.Home);
        postgres = LocalEnvironment.PostgresOf(options, files, time, logs);
        databases = new RunDatabases(postgres);
        marks = new WarehouseMarks(files);
        leases = new Leases(options.Home, time);
        lease = leases.Take();
        mark = new WarehouseMark($"query-{Path.GetFileName(lease.Path)}", "", "", ProcessIdentity.Current);
        marks.Set(mark);
    }

    public static LocalQuery Open(LocalOptions options, TimeProvider time, ILoggerFactory logs) => new(options, time, logs);

    /// <summary>The runs' databases, the one whose run started last first.</summary>
    public async Task<ImmutableArray<KeptDatabase>> Databases(CancellationToken cancellation) =>
        [.. (await databases.List(cancellation)).OrderByDescending(database => database.StartedAt)];

    /// <summary>An open connection to one of them that only reads: what a run left stays as it was.</summary>
    public async Task<NpgsqlConnection> Connect(KeptDatabase database, CancellationToken cancellation)
    {
        var login = await postgres.Login(database.Database, cancellation);
        var readOnly = new NpgsqlConnectionStringBuilder(login.ConnectionString);
        readOnly.Options = $"{readOnly.Options} -c default_transaction_read_only=on".Trim();
        var connection = new NpgsqlConnection(readOnly.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (NpgsqlException error)
        {
            await connection.DisposeAsync();
            throw PostgresErrors.Map(error, $"The database {database.Database} could not be opened on the server at {login}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        marks.Remove(mark.Name);

        // A run's mark alone keeps no server up when no service is there to load anything.
        await postgres.StopUnless(() => marks.InUse().Any(other => other.Reader is not null || leases.HasOthers(lease)), CancellationToken.None);
        lease.Dispose();
    }
}
