using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>One run of the airports job over a file that ends inside a quoted field, as the real one does.</summary>
public sealed class AirportsRun : IAsyncLifetime
{
    private const string Text = """
        ident,type,name,elevation_ft,continent,iso_country,iso_region,municipality,gps_code,iata_code,local_code,coordinates
        00A,heliport,Total Rf Heliport,11,NA,US,US-PA,Bensalem,00A,,00A,"-74.93360137939453, 40.07080078125"
        26AR,small_airport,"Fly ""N"" K, Airport",400,NA,US,US-AR,Searcy,26AR,,26AR,"-91.807800293, 35.2154998779"
        SJU,large_airport,Luis Muñoz Marín,9,NA,PR,PR-U-A,San Juan,TJSJ,SJU,SIG,"-66.0018,18.4394"
        EIDW,large_airport,Dublin Airport,242,EU,IE,IE-D,Dublin,EIDW,DUB,,"-6.27007, 53.421299"
        BARE,,,,,,,,,,,"0, -1E-4"
        00A,heliport,Another Name,12,NA,US,US-PA,Bensalem,00A,,00A,"-74.9, 40.0"
        X1,closed,No coordinates,1,NA,US,US-TX,Waco,,,,
        X2,closed,One number,1,NA,US,US-TX,Waco,,,,-97.1
        X3,closed,Words,1,NA,US,US-TX,Waco,,,,"west, north"
        X4,closed,Three numbers,1,NA,US,US-TX,Waco,,,,"1, 2, 3"
        X5,closed,Not numbers to us,1,NA,US,US-TX,Waco,,,,"NaN, Infinity"
        X6,closed,Too many fields,1,NA,US,US-TX,Waco,,,,"-97.1, 31.5",x
        X7,closed,Too few fields,1,NA,US
        X8,closed,No elevation to read,high,NA,US,US-TX,Waco,,,,"-97.1, 31.5"
        ,closed,No ident,1,NA,US,US-TX,Waco,,,,"-97.1, 31.5"
        36AA,heliport,W. M. Thomas Pad Heliport,165,NA,US,US-AL,Sawyerville,36AA,,36AA,"-87.7
        """;

    internal JobRun Job { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SparkEngine.Missing is null)
        {
            Job = await JobRun.Over("airports", "airports.csv", Text);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public class AirportsJobTests(AirportsRun run) : IClassFixture<AirportsRun>
{
    [RequiresFact(Needs.Engine)]
    public void Every_row_is_accounted_for() =>
        Assert.Equal("read 16 rejected 10 filtered 1 kept 5 written 5", run.Job.Account);

    [RequiresFact(Needs.Engine)]
    public void A_row_without_two_numbers_as_coordinates_is_rejected() =>
        Assert.Equal(["00A", "26AR", "BARE", "EIDW", "SJU"], run.Job.Rows.Select(row => row["ident"]).Order(StringComparer.Ordinal));

    [RequiresFact(Needs.Engine)]
    public void Coordinates_are_longitude_and_latitude()
    {
        Assert.Equal("-91.807800293|35.2154998779", run.Job.Cells("ident", "26AR", "longitude", "latitude"));
        Assert.Equal("-66.0018|18.4394", run.Job.Cells("ident", "SJU", "longitude", "latitude"));
        Assert.Equal("0.0|-1.0E-4", run.Job.Cells("ident", "BARE", "longitude", "latitude"));
    }

    [RequiresFact(Needs.Engine)]
    public void Doubled_quotes_and_commas_in_a_name_are_text() =>
        Assert.Equal("Fly \"N\" K, Airport", run.Job.Row("ident", "26AR")["name"]);

    [RequiresFact(Needs.Engine)]
    public void States_and_territories_have_their_code_and_other_countries_none() =>
        Assert.Equal(
            ["00A PA", "BARE ", "EIDW ", "SJU PR"],
            run.Job.Rows.Where(row => row["ident"] != "26AR").Select(row => $"{row["ident"]} {row["state_code"]}").Order(StringComparer.Ordinal));

    [RequiresFact(Needs.Engine)]
    public void An_ident_has_one_row_the_same_on_every_run() => Assert.Equal("Another Name", run.Job.Row("ident", "00A")["name"]);

    [RequiresFact(Needs.Engine)]
    public void Missing_text_stays_missing() =>
        Assert.Equal(["ident", "longitude", "latitude"], run.Job.Row("ident", "BARE").Where(cell => cell.Value is not null).Select(cell => cell.Key));

    [RequiresFact(Needs.Engine)]
    public void The_output_fits_its_staging_table() => Staged.Fits("staging_airports", run.Job);
}
