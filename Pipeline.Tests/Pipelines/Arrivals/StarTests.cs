using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

[Collection(PostgresCollection.Name)]
public class StarTests(PostgresServer server)
{
    [RequiresFact(Needs.Postgres)]
    public async Task A_missing_and_an_unknown_state_point_to_the_one_unknown_member()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals("cicid, state_code, state", "1, 'NY', 'New York'", "2, 'unknown', 'unknown'", "3, NULL, NULL");
        await warehouse.Stage("staging_demography", "state_code, state, total_population", "'NY', 'New York', 9815626", "'TX', 'Texas', 14299983");

        await warehouse.LoadStar();

        Assert.Equal(["(NY,\"New York\",9815626)", "(unknown,unknown,)"],
            await warehouse.Rows("SELECT state_code, state, total_population FROM arrivals.dim_state_destination ORDER BY state_code"));
        Assert.Equal(["(1,NY)", "(2,unknown)", "(3,unknown)"],
            await warehouse.Rows("SELECT cicid, state_code FROM arrivals.fact_arrival ORDER BY cicid"));
        Assert.Empty(await warehouse.FailedChecks());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task There_is_no_unknown_member_when_no_arrival_needs_it()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals("cicid, state_code, state, port_code", "1, 'NY', 'New York', 'NYC'");

        await warehouse.LoadStar();

        Assert.Equal(["(NY)"], await warehouse.Rows("SELECT state_code FROM arrivals.dim_state_destination"));
        Assert.Equal(["(NYC)"], await warehouse.Rows("SELECT port_code FROM arrivals.dim_airport"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_day_of_arrival_carries_the_mean_temperature_of_its_month()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.Stage("staging_immigration", "cicid, arrival_date",
            "1, DATE '2016-10-02'", "2, DATE '2016-10-02'", "3, DATE '2016-10-31'", "4, DATE '2016-11-01'", "5, DATE '2016-12-25'");
        await warehouse.Stage("staging_temperature", "month, temperature, uncertainty", "10, 11.6098, 0.2035", "11, 5.1122, 0.2257");

        await warehouse.LoadStar();

        Assert.Equal(
            ["(2016-10-02,2016,4,10,2,0,11.6098,0.2035)", "(2016-10-31,2016,4,10,31,1,11.6098,0.2035)", "(2016-11-01,2016,4,11,1,2,5.1122,0.2257)", "(2016-12-25,2016,4,12,25,0,,)"],
            await warehouse.Rows("SELECT * FROM arrivals.dim_arrive_date ORDER BY arrive_date"));
        Assert.Empty(await warehouse.FailedChecks());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task The_fact_counts_the_days_of_a_stay()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals("cicid, departure_date", "1, DATE '2016-04-01'", "2, DATE '2016-05-01'", "3, NULL");

        await warehouse.LoadStar();

        Assert.Equal(["(1,0)", "(2,30)", "(3,)"], await warehouse.Rows("SELECT cicid, days_of_stay FROM arrivals.fact_arrival ORDER BY cicid"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Each_table_has_the_rows_that_its_definition_expects()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await StageThree(warehouse);

        await warehouse.LoadStar();

        foreach (var table in warehouse.StarTables)
        {
            Assert.True(await warehouse.Count(table) > 0, table);
            Assert.Equal(await warehouse.Expected(table), await warehouse.Count(table));
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_repeated_load_changes_nothing()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await StageThree(warehouse);
        await warehouse.LoadStar();
        var first = await Contents(warehouse);

        await warehouse.CreateTables();
        await warehouse.LoadStar();

        Assert.Equal(first, await Contents(warehouse));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_load_that_fails_leaves_what_was_there()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await StageThree(warehouse);
        await warehouse.LoadStar();

        await warehouse.StageArrivals("cicid", "1");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => warehouse.Load("dim_tourist"));
        Assert.Equal(3, await warehouse.Count("dim_tourist"));
    }

    private static async Task StageThree(ArrivalsWarehouse warehouse)
    {
        await warehouse.StageArrivals("cicid, state_code, state, port_code, port_city, port_state, gender",
            "1, 'NY', 'New York', 'NYC', 'New York', 'NY', 'F'", "2, NULL, NULL, 'NYC', 'New York', 'NY', 'M'", "3, 'CA', 'California', NULL, NULL, NULL, NULL");
        await warehouse.Stage("staging_airports", "ident, type, city, state_code", "'KJFK', 'large_airport', 'New York', 'NY'", "'KLGA', 'large_airport', 'New York', 'NY'");
        await warehouse.Stage("staging_demography", "state_code, total_population", "'NY', 9815626");
        await warehouse.Stage("staging_temperature", "month, temperature, uncertainty", "4, 10.7369, 0.2203");
    }

    private static async Task<List<string>> Contents(ArrivalsWarehouse warehouse)
    {
        var contents = new List<string>();
        foreach (var table in warehouse.StarTables)
        {
            contents.AddRange((await warehouse.Rows($"SELECT * FROM arrivals.{table} ORDER BY 1")).Select(row => table + row));
        }
        return contents;
    }
}
