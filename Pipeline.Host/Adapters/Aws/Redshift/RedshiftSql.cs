using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Warehouse;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>SQL against Redshift; each member is one transaction on a connection of its own.</summary>
/// <param name="open">Connects with a temporary login.</param>
public sealed class RedshiftSql(OpenRedshiftSession open) : IWarehouseSql
{
    public Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation) =>
        InTransaction(warehouse, $"Applying {script.Name}", RedshiftStatements.Begin, async session =>
        {
            await Run(session, script, cancellation);
            return true;
        }, cancellation);

    public Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation)
    {
        // Before anything is loaded: the copy is by position.
        var problems = StagingColumns.Check(load.Table, load.Columns, load.Manifest.Columns);
        if (!problems.IsEmpty)
        {
            throw PortFailureException.Permanent(string.Join('\n', problems));
        }

        var role = warehouse.Role ?? throw PortFailureException.Permanent($"Staging {load.Table}: the warehouse {warehouse.Warehouse} has no role to read the lake with.");
        return InTransaction(warehouse, $"Staging {load.Table}", RedshiftStatements.Begin, async session =>
        {
            await session.Execute(RedshiftStatements.Lock(load.Schema, load.Table), cancellation);
            await session.Execute(RedshiftStatements.Empty(load.Schema, load.Table), cancellation);
            await session.Execute(RedshiftStatements.Copy(load, role), cancellation);
            return await Rows(session, load.Schema, load.Table, cancellation);
        }, cancellation);
    }

    public Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation) =>
        InTransaction(warehouse, $"Loading {load.Table}", RedshiftStatements.Begin, async session =>
        {
            await session.Execute(RedshiftStatements.Lock(load.Schema, load.Table), cancellation);
            await Run(session, load.Script, cancellation);
            var rows = await Rows(session, load.Schema, load.Table, cancellation);
            long? expected = load.Expect is { } query ? await Number(session, query, cancellation) : null;
            return new LoadedRows(rows, expected);
        }, cancellation);

    public Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation) =>
        InTransaction(warehouse, query.Name, RedshiftStatements.BeginReadOnly, session => Number(session, query, cancellation), cancellation);

    private static async Task Run(IRedshiftSession session, SqlScript script, CancellationToken cancellation)
    {
        foreach (var statement in SqlStatements.Split(script))
        {
            try
            {
                await session.Execute(statement.Text, cancellation);
            }
            catch (NpgsqlException error) when (!cancellation.IsCancellationRequested)
            {
                throw RedshiftSqlErrors.Map(error, script, statement);
            }
        }
    }

    private static async Task<long> Number(IRedshiftSession session, SqlScript query, CancellationToken cancellation)
    {
        var statement = SqlStatements.Single(query);
        try
        {
            // A second row is enough to know that it is not one.
            return await session.Query(statement.Text, 2, cancellation) is [[var only]] && Whole(only) is { } number
                ? number
                : throw PortFailureException.Permanent($"{query.Name} has to answer one row with one whole number, such as SELECT count(*) does.");
        }
        catch (NpgsqlException error) when (!cancellation.IsCancellationRequested)
        {
            throw RedshiftSqlErrors.Map(error, query, statement);
        }
    }

    private static async Task<long> Rows(IRedshiftSession session, string schema, string table, CancellationToken cancellation) =>
        await session.Query(RedshiftStatements.Count(schema, table), 1, cancellation) is [[var count]] && Whole(count) is { } number
            ? number
            : throw PortFailureException.Transient($"Redshift did not tell how many rows {table} has.");

    private static long? Whole(object value) => value switch
    {
        long number => number,
        int number => number,
        short number => number,
        decimal number when number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue => (long)number,
        _ => null,
    };

    /// <summary>Without a commit the end of the connection undoes everything.</summary>
    private async Task<T> InTransaction<T>(WarehouseEndpoint warehouse, string what, string begin, Func<IRedshiftSession, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var session = await open(warehouse, cancellation);
            await session.Execute(begin, cancellation);
            await session.Execute(RedshiftStatements.LimitStatements, cancellation);
            var answer = await work(session);
            await session.Execute(RedshiftStatements.Commit, cancellation);
            return answer;
        }
        catch (NpgsqlException error) when (!cancellation.IsCancellationRequested)
        {
            throw RedshiftSqlErrors.Map(error, what);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}
