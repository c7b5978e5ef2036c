using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Aws.Redshift;

// Not the namespace of the local adapter beside this one.
using Warehouse = Pipeline.Actors.Warehouses.Warehouse;

/// <summary>A cluster that is there already: each run gets a database of its own on it, and only that is ever removed.</summary>
/// <param name="existing">The cluster.</param>
/// <param name="address">Where it is reached.</param>
/// <param name="open">Connects with a temporary login.</param>
public sealed class ExistingWarehouses(ExistingWarehouse existing, Func<CancellationToken, Task<HostAndPort>> address, OpenRedshiftSession open) : IWarehouses
{
    public async Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation)
    {
        var found = await On(request, session => session.Query(RedshiftStatements.FindDatabase(RedshiftRequests.Database(request)), 1, cancellation), cancellation);
        return found.Count > 0 ? await Ready(request, cancellation) : null;
    }

    public async Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation)
    {
        try
        {
            await On(request, session => Execute(session, RedshiftStatements.CreateDatabase(RedshiftRequests.Database(request)), cancellation), cancellation);
        }
        catch (PortFailureException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.DuplicateDatabase })
        {
            // The run's name is its own: whoever made it was this run.
        }

        return await Ready(request, cancellation);
    }

    public async Task Delete(WarehouseRequest request, CancellationToken cancellation)
    {
        if (request.Definition.OnFinish == OnFinish.Snapshot)
        {
            throw PortFailureException.Permanent(
                $"Cluster {existing.Cluster} is not this run's, so no snapshot of it is made: set warehouse.on-finish to delete or keep. The database {RedshiftRequests.Database(request)} stays.");
        }

        if (await Find(request, cancellation) is not null)
        {
            await On(request, session => Execute(session, RedshiftStatements.DropDatabase(RedshiftRequests.Database(request)), cancellation), cancellation);
        }
    }

    private async Task<Warehouse> Ready(WarehouseRequest request, CancellationToken cancellation)
    {
        var (host, port) = await address(cancellation);
        return new Warehouse(request.Name, WarehouseStatus.Ready, new WarehouseEndpoint(request.Name, host, port, RedshiftRequests.Database(request), existing.Role));
    }

    /// <summary>CREATE and DROP DATABASE stand in no transaction, and not in the database itself.</summary>
    private async Task<T> On<T>(WarehouseRequest request, Func<IRedshiftSession, Task<T>> work, CancellationToken cancellation)
    {
        var (host, port) = await address(cancellation);
        try
        {
            await using var session = await open(new WarehouseEndpoint(request.Name, host, port, existing.Database, existing.Role), cancellation);
            return await work(session);
        }
        catch (NpgsqlException error) when (!cancellation.IsCancellationRequested)
        {
            throw RedshiftSqlErrors.Map(error, $"Database {RedshiftRequests.Database(request)} on cluster {existing.Cluster}");
        }
    }

    private static async Task<bool> Execute(IRedshiftSession session, string sql, CancellationToken cancellation)
    {
        await session.Execute(sql, cancellation);
        return true;
    }
}
