using Npgsql;
using Pipeline.Actors.Definitions;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>The arrivals schema in a database of its own, with the steps of the definition as a run would take them.</summary>
internal sealed class ArrivalsWarehouse : IAsyncDisposable
{
    private readonly ArrivalsDefinition _definition = ArrivalsDefinition.Load();
    private readonly NpgsqlConnection _connection;

    private ArrivalsWarehouse(NpgsqlConnection connection) => _connection = connection;

    public IEnumerable<string> StarTables => _definition.Star.Keys;

    public static async Task<ArrivalsWarehouse> Create(PostgresServer server)
    {
        var connection = new NpgsqlConnection(await server.NewDatabase());
        await connection.OpenAsync();
        var warehouse = new ArrivalsWarehouse(connection);
        await warehouse.CreateTables();
        return warehouse;
    }

    public Task CreateTables() => Execute(WarehouseDialect.ForPostgres(Script("schema.sql")));

    /// <summary>Puts rows, each written as an SQL list, into the named columns of a staging table.</summary>
    public Task Stage(string table, string columns, params string[] rows) =>
        Execute($"INSERT INTO arrivals.{table} ({columns}) VALUES {string.Join(", ", rows.Select(row => $"({row})"))}");

    /// <summary>Stages arrivals that differ in the named columns only; they all came on 2016-04-01.</summary>
    public Task StageArrivals(string columns, params string[] rows) =>
        Stage("staging_immigration", "arrival_date, " + columns, [.. rows.Select(row => "DATE '2016-04-01', " + row)]);

    /// <summary>Fills each staging table with its job's rows.</summary>
    public async Task StageAll(Dictionary<string, JobRun> jobs)
    {
        foreach (var (table, job) in _definition.Staging)
        {
            await Copy(table, jobs[job].Rows);
        }
    }

    // By position, as Redshift's COPY of Parquet does.
    private async Task Copy(string table, List<Dictionary<string, string?>> rows)
    {
        await using var copy = await _connection.BeginTextImportAsync($"COPY arrivals.{table} FROM STDIN");
        foreach (var row in rows)
        {
            var cells = row.Values.Select(cell => cell?.Replace(@"\", @"\\").Replace("\t", @"\t").Replace("\n", @"\n").Replace("\r", @"\r") ?? @"\N");
            await copy.WriteAsync(string.Join('\t', cells) + "\n");
        }
    }

    /// <summary>Loads a star table as the service does: its whole script in one transaction.</summary>
    public async Task Load(string table)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        await Execute(Script(_definition.Star[table].Script));
        await transaction.CommitAsync();
    }

    public async Task LoadStar()
    {
        foreach (var table in StarTables)
        {
            await Load(table);
        }
    }

    public Task<long> Expected(string table) => Number(_definition.Star[table].Expect);

    public Task<long> Count(string table) => Number($"SELECT count(*) FROM arrivals.{table}");

    public Task<long> Check(string name) => Number(_definition.Checks[name].Query);

    /// <summary>The checks that do not pass, as "name: count".</summary>
    public async Task<List<string>> FailedChecks()
    {
        var failed = new List<string>();
        foreach (var name in _definition.Checks.Keys)
        {
            if (await Check(name) is var count and not 0)
            {
                failed.Add($"{name}: {count}");
            }
        }
        return failed;
    }

    /// <summary>The rows of a query, each as PostgreSQL writes a record: (a,b,).</summary>
    public async Task<List<string>> Rows(string query)
    {
        var rows = new List<string>();
        await using var command = new NpgsqlCommand($"SELECT CAST(q AS TEXT) FROM ({query}) AS q", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }

    public async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> Number(string query)
    {
        await using var command = new NpgsqlCommand(query.Replace("${schema}", "arrivals"), _connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static string Script(string file) => Checkout.Read("sql", "arrivals", file).Replace("${schema}", "arrivals");
}
