using System.Globalization;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Warehouse;

/// <summary>SQL against a warehouse that is a PostgreSQL; each member is one transaction on a connection of its own.</summary>
/// <param name="connect">The connection string, with the password, for a warehouse as it is now.</param>
/// <param name="copyScript">The engine's <c>main-copy.mjs</c>.</param>
public sealed class PostgresSql(Func<WarehouseEndpoint, CancellationToken, Task<string>> connect, string copyScript) : IWarehouseSql
{
    /// <summary>Ends on the server what its caller has given up without being able to say so.</summary>
    private static readonly TimeSpan StatementLimit = TimeSpan.FromHours(1);

    private const int BufferSize = 1 << 16;

    // Two attempts at the DDL at once would meet in the catalog.
    private const string OneSchemaAtATime = "SELECT pg_advisory_xact_lock(hashtext('pipeline schema'))";

    public Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation) =>
        InTransaction(warehouse, $"Applying {script.Name}", async connection =>
        {
            await Execute(connection, OneSchemaAtATime, cancellation);
            await Run(connection, script with { Text = WarehouseDialect.ForPostgres(script.Text) }, cancellation);
            await Execute(connection, ByteLengths.Enforce, cancellation);
            return true;
        }, cancellation);

    public Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation)
    {
        // Before anything is loaded: the copy is by position.
        var problems = StagingColumns.Check(load.Table, load.Columns, load.Manifest.Columns);
        return problems.IsEmpty
            ? InTransaction(warehouse, $"Staging {load.Table}", connection => Stage(connection, load, cancellation), cancellation)
            : throw PortFailureException.Permanent(string.Join('\n', problems));
    }

    public Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation) =>
        InTransaction(warehouse, $"Loading {load.Table}", async connection =>
        {
            // An earlier attempt whose outcome is unknown may still be at it.
            await Execute(connection, $"LOCK TABLE {Name(load.Schema, load.Table)} IN SHARE ROW EXCLUSIVE MODE", cancellation);
            await Run(connection, load.Script, cancellation);
            var rows = await Rows(connection, load.Schema, load.Table, cancellation);
            long? expected = load.Expect is { } query ? await Number(connection, query, cancellation) : null;
            return new LoadedRows(rows, expected);
        }, cancellation);

    public Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation) =>
        InTransaction(warehouse, query.Name, async connection =>
        {
            await Execute(connection, "SET TRANSACTION READ ONLY", cancellation);
            return await Number(connection, query, cancellation);
        }, cancellation);

    private async Task<long> Stage(NpgsqlConnection connection, StagingLoad load, CancellationToken cancellation)
    {
        var table = Name(load.Schema, load.Table);
        await Execute(connection, $"TRUNCATE {table}", cancellation);
        await using var source = CopySource.Start(copyScript, load);
        try
        {
            await Copy(connection, $"COPY {table} ({string.Join(", ", load.Columns.Select(column => Quote(column.Name)))}) FROM STDIN", source, cancellation);
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.MapCopy(error, load.Table);
        }

        return await Rows(connection, load.Schema, load.Table, cancellation);
    }

    private static async Task Copy(NpgsqlConnection connection, string command, CopySource source, CancellationToken cancellation)
    {
        // The text goes through as bytes: a text writer would decode and encode every character again.
        var writer = await connection.BeginTextImportAsync(command, cancellation);
        try
        {
            await source.Rows.CopyToAsync(((StreamWriter)writer).BaseStream, BufferSize, cancellation);
            await source.Complete(cancellation);
        }
        catch (Exception error) when (error is not NpgsqlException)
        {
            // Instead of disposing it, which would end the copy as if it were whole.
            await writer.CancelAsync();
            throw;
        }

        await writer.DisposeAsync();
    }

    private static async Task Run(NpgsqlConnection connection, SqlScript script, CancellationToken cancellation)
    {
        foreach (var statement in SqlStatements.Split(script))
        {
            try
            {
                await Execute(connection, statement.Text, cancellation);
            }
            catch (NpgsqlException error)
            {
                throw PostgresErrors.Map(error, script, statement);
            }
        }
    }

    private static async Task<long> Number(NpgsqlConnection connection, SqlScript query, CancellationToken cancellation)
    {
        var statement = SqlStatements.Single(query);
        try
        {
            await using var command = new NpgsqlCommand(statement.Text, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var number = reader.FieldCount == 1 && await reader.ReadAsync(cancellation) ? Whole(reader.GetValue(0)) : null;
            return number is { } only && !await reader.ReadAsync(cancellation)
                ? only
                : throw PortFailureException.Permanent($"{query.Name} has to answer one row with one whole number, such as SELECT count(*) does.");
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Map(error, query, statement);
        }
    }

    private static long? Whole(object value) => value switch
    {
        long number => number,
        int number => number,
        short number => number,
        decimal number when number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue => (long)number,
        _ => null,
    };

    private static async Task<long> Rows(NpgsqlConnection connection, string schema, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {Name(schema, table)}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<T> InTransaction<T>(WarehouseEndpoint warehouse, string what, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        var login = await connect(warehouse, cancellation);
        try
        {
            await using var connection = new NpgsqlConnection(login);
            await connection.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET LOCAL statement_timeout = {StatementLimit.TotalMilliseconds:0}"), cancellation);
            var answer = await work(connection);
            await transaction.CommitAsync(cancellation);
            return answer;
        }
        catch (NpgsqlException error) when (!cancellation.IsCancellationRequested)
        {
            throw PostgresErrors.Map(error, what);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // Column and table names are folded as unquoted ones are: the DDL declares them unquoted.
    private static string Name(string schema, string table) => $"{Quote(schema)}.{Quote(table)}";

    private static string Quote(string name) => $"\"{name.ToLowerInvariant().Replace("\"", "\"\"")}\"";
}
