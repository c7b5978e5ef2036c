using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

[Collection(PostgresCollection.Name)]
public class CheckTests(PostgresServer server)
{
    private static readonly (string Table, string Key)[] Dimensions =
        [("dim_tourist", "cicid"), ("dim_arrive_date", "arrive_date"), ("dim_state_destination", "state_code"), ("dim_airport", "port_code")];

    [RequiresFact(Needs.Postgres)]
    public async Task An_empty_table_is_found()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);

        Assert.Equal(warehouse.StarTables.Select(table => $"{table}-not-empty: 1").Order(), (await warehouse.FailedChecks()).Order());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_key_without_its_dimension_row_is_found()
    {
        foreach (var (table, key) in Dimensions)
        {
            await using var warehouse = await Loaded();

            await warehouse.Execute($"DELETE FROM arrivals.{table} WHERE {key} = (SELECT min({key}) FROM arrivals.{table})");

            Assert.Equal([$"fact_arrival-finds-{table}: 1"], await warehouse.FailedChecks());
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_missing_key_of_the_fact_is_found()
    {
        foreach (var (_, key) in Dimensions)
        {
            await using var warehouse = await Loaded();

            await warehouse.Execute($"UPDATE arrivals.fact_arrival SET {key} = NULL WHERE cicid = 2");

            Assert.Equal(["fact_arrival-no-missing-key: 1"], await warehouse.FailedChecks());
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_repeated_or_missing_key_of_a_dimension_is_found_where_the_warehouse_does_not_enforce_it()
    {
        foreach (var (table, key) in Dimensions)
        {
            await using var warehouse = await Loaded();
            await warehouse.Execute($"ALTER TABLE arrivals.{table} DROP CONSTRAINT {table}_pkey; ALTER TABLE arrivals.{table} ALTER COLUMN {key} DROP NOT NULL");

            await warehouse.Execute($"INSERT INTO arrivals.{table} SELECT * FROM arrivals.{table} LIMIT 1; INSERT INTO arrivals.{table} ({key}) VALUES (NULL)");

            Assert.Equal([$"{table}-no-missing-key: 1", $"{table}-unique-key: 1"], (await warehouse.FailedChecks()).Order());
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_repeated_fact_is_found()
    {
        await using var warehouse = await Loaded();

        await warehouse.Execute("INSERT INTO arrivals.fact_arrival SELECT * FROM arrivals.fact_arrival WHERE cicid < 3");

        Assert.Equal(["fact_arrival-unique-key: 2"], await warehouse.FailedChecks());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task An_arrival_after_its_departure_is_counted_as_a_warning()
    {
        await using var warehouse = await Loaded();

        await warehouse.Execute("UPDATE arrivals.fact_arrival SET departure_date = DATE '2016-03-31' WHERE cicid IN (1, 3)");

        Assert.Equal(["fact_arrival-not-after-departure: 2"], await warehouse.FailedChecks());
        Assert.Equal("warn", ArrivalsDefinition.Load().Checks["fact_arrival-not-after-departure"].Severity);
    }

    private async Task<ArrivalsWarehouse> Loaded()
    {
        var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.Stage("staging_immigration", "cicid, arrival_date, departure_date, state_code, port_code",
            "1, DATE '2016-04-01', DATE '2016-04-01', 'AK', 'ANC'", "2, DATE '2016-04-02', NULL, 'NY', 'NYC'", "3, DATE '2016-04-03', DATE '2016-04-09', 'TX', 'DAL'");
        await warehouse.LoadStar();
        Assert.Empty(await warehouse.FailedChecks());
        return warehouse;
    }
}
