using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

[Collection(PostgresCollection.Name)]
public class AirportChoiceTests(PostgresServer server)
{
    private const string Port = "cicid, port_code, port_name, port_city, port_state, port_country";
    private const string Airport = "ident, type, city, state_code";
    private const string Choice = "SELECT port_code, airport_ident FROM arrivals.dim_airport ORDER BY port_code";

    [RequiresFact(Needs.Postgres)]
    public async Task Large_goes_before_medium_before_small_before_the_rest()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals(Port,
            "1, 'AAA', 'A', 'Alpha', 'TX', 'United States'", "2, 'BBB', 'B', 'Beta', 'TX', 'United States'",
            "3, 'CCC', 'C', 'Gamma', 'TX', 'United States'", "4, 'DDD', 'D', 'Delta', 'TX', 'United States'");
        await warehouse.Stage("staging_airports", Airport,
            "'A1', 'heliport', 'Alpha', 'TX'", "'A2', 'small_airport', 'Alpha', 'TX'", "'A3', 'medium_airport', 'Alpha', 'TX'", "'A4', 'large_airport', 'Alpha', 'TX'",
            "'B1', 'closed', 'Beta', 'TX'", "'B2', 'small_airport', 'Beta', 'TX'", "'B3', 'medium_airport', 'Beta', 'TX'",
            "'C1', 'seaplane_base', 'Gamma', 'TX'", "'C2', 'small_airport', 'Gamma', 'TX'",
            "'D1', 'heliport', 'Delta', 'TX'", "'D2', 'closed', 'Delta', 'TX'", "'D3', NULL, 'Delta', 'TX'");

        await warehouse.Load("dim_airport");

        Assert.Equal(["(AAA,A4)", "(BBB,B3)", "(CCC,C2)", "(DDD,D1)"], await warehouse.Rows(Choice));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Ties_go_to_the_lowest_ident_by_bytes()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals(Port, "1, 'AAA', 'A', 'Alpha', 'TX', 'United States'");
        await warehouse.Stage("staging_airports", Airport,
            "'a1', 'small_airport', 'Alpha', 'TX'", "'B1', 'small_airport', 'Alpha', 'TX'", "'KB', 'small_airport', 'Alpha', 'TX'");

        await warehouse.Load("dim_airport");

        Assert.Equal(["(AAA,B1)"], await warehouse.Rows(Choice));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Only_an_airport_of_the_same_city_and_state_fits_whatever_its_case()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals(Port,
            "1, 'POM', 'Portland', 'Portland', 'ME', 'United States'", "2, 'POO', 'Portland', 'PORTLAND', 'OR', 'United States'",
            "3, 'SPI', 'Capital', 'Springfield', 'IL', 'United States'", "4, 'DUB', 'Dublin', 'Dublin', NULL, 'Ireland'");
        await warehouse.Stage("staging_airports", Airport,
            "'PWM', 'medium_airport', 'Portland', 'ME'", "'PDX', 'large_airport', 'Portland', 'OR'",
            "'SGF', 'large_airport', 'Springfield', 'MO'", "'CAP', 'large_airport', 'Capital', 'IL'",
            "'EIDW', 'large_airport', 'Dublin', NULL", "'DUB1', 'large_airport', NULL, NULL");

        await warehouse.Load("dim_airport");

        Assert.Equal(["(DUB,)", "(POM,PWM)", "(POO,PDX)", "(SPI,)"], await warehouse.Rows(Choice));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_port_has_one_row_however_many_arrivals_and_airports_it_has()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageArrivals(Port,
            "1, 'AAA', 'A', 'Alpha', 'TX', 'United States'", "2, 'AAA', 'A', 'Alpha', 'TX', 'United States'",
            "3, 'unknown', NULL, NULL, NULL, NULL", "4, NULL, NULL, NULL, NULL, NULL");
        await warehouse.Stage("staging_airports", Airport, "'A1', 'small_airport', 'Alpha', 'TX'", "'A2', 'small_airport', 'Alpha', 'TX'");

        await warehouse.LoadStar();

        Assert.Equal(["(AAA,A1)", "(unknown,)"], await warehouse.Rows(Choice));
        Assert.Equal(2, await warehouse.Expected("dim_airport"));
        Assert.Empty(await warehouse.FailedChecks());
    }
}
