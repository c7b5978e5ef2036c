using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>One run of the immigration job over arrivals that try each rule once.</summary>
public sealed class ImmigrationRun : IAsyncLifetime
{
    private const string Header =
        ",cicid,i94yr,i94mon,i94cit,i94res,i94port,arrdate,i94mode,i94addr,depdate,i94bir,i94visa,count,dtadfile,visapost,occup,"
        + "entdepa,entdepd,entdepu,matflag,biryear,dtaddto,gender,insnum,airline,admnum,fltno,visatype";

    private static readonly string[] Columns = Header.Split(',');

    private int _line;

    internal JobRun Job { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SparkEngine.Missing is null)
        {
            Job = await JobRun.Over("immigration", "immigration.csv", string.Join('\n', [Header, .. Lines(), ""]));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private IEnumerable<string> Lines() =>
    [
        Arrival(1), // whole, by air
        Arrival(2, ("i94mode", "2.0")), Arrival(3, ("i94mode", "3.0")), Arrival(4, ("i94mode", "9.0")), Arrival(5, ("i94mode", "")), Arrival(6, ("i94mode", "7.0")),
        Arrival(10, ("i94bir", "")), Arrival(11, ("i94bir", "0.0")), Arrival(12, ("i94bir", "-1.0")),
        Arrival(20, ("i94cit", "148.0"), ("i94res", ""), ("i94port", "QQQ"), ("i94addr", "MP"), ("i94visa", "8.0")),
        Arrival(21, ("i94cit", "mexico"), ("i94port", ""), ("i94addr", ""), ("i94visa", "")),
        Arrival(22, ("i94addr", "99"), ("i94port", "was"), ("i94visa", "3.0")),
        Arrival(23, ("i94addr", " tx "), ("i94visa", "1")),
        Arrival(30, ("gender", ""), ("airline", "  "), ("fltno", "\"\""), ("depdate", ""), ("biryear", ""), ("visapost", ""), ("admnum", "")),
        Arrival(31, ("airline", "\"A\"\"A, Inc\""), ("fltno", "\\"), ("visapost", "Peña")),
        Arrival(40, ("depdate", "")), Arrival(40, ("depdate", "20600.0")), Arrival(40, ("depdate", ""), ("gender", "M")), Arrival(40, ("i94mode", "2.0")),
        Arrival(50) + ",more", // one field too many
        string.Join(',', Arrival(51).Split(',').Take(12)), // cut off
        Arrival(52, ("airline", "\"AA")), // a quote that nobody closed
        Arrival(53, ("arrdate", "")), Arrival(54, ("arrdate", "soon")), Arrival(55, ("depdate", "later")), Arrival(56, ("i94bir", "old")),
        Arrival(57, ("cicid", "")), Arrival(58, ("cicid", "58x")), Arrival(59, ("cicid", "1.5")), Arrival(60, ("biryear", "MCM")),
        "",
        Arrival(70, ("arrdate", "0.0"), ("depdate", "20544.5")),
    ];

    private string Arrival(int cicid, params (string Column, string Value)[] changes)
    {
        string[] fields =
        [
            $"{++_line}", $"{cicid}.0", "2016.0", "4.0", "582.0", "135.0", "NYC", "20545.0", "1.0", "CA", "20551.0", "40.0", "2.0", "1.0", "20160401", "MEX",
            "", "G", "O", "", "M", "1976.0", "09302016", "F", "", "AA", "56582674633.0", "00782", "B2",
        ];
        foreach (var (column, value) in changes)
        {
            fields[Array.IndexOf(Columns, column)] = value;
        }
        return string.Join(',', fields);
    }
}

public class ImmigrationJobTests(ImmigrationRun run) : IClassFixture<ImmigrationRun>
{
    [RequiresFact(Needs.Engine)]
    public void Every_row_is_accounted_for() =>
        Assert.Equal("read 31 rejected 11 filtered 9 kept 11 written 11", run.Job.Account);

    [RequiresFact(Needs.Engine)]
    public void An_arrival_is_typed_and_its_codes_have_names() =>
        Assert.Equal(
            "1,2016-04-01,2016-04-07,40,1976,F,Mexico,United Kingdom,air,pleasure,B2,MEX,NYC,New York,New York,NY,United States,CA,California,AA,00782,56582674633",
            string.Join(',', run.Job.Row("cicid", "1").Values));

    [RequiresFact(Needs.Engine)]
    public void Only_arrivals_by_air_are_kept() =>
        Assert.Equal(["1", "10", "11", "20", "21", "22", "23", "30", "31", "40", "70"], Kept());

    [RequiresFact(Needs.Engine)]
    public void A_missing_age_counts_as_0_and_less_than_0_is_filtered()
    {
        Assert.Equal("0", run.Job.Row("cicid", "10")["age"]);
        Assert.Equal("0", run.Job.Row("cicid", "11")["age"]);
        Assert.DoesNotContain("12", Kept());
    }

    [RequiresFact(Needs.Engine)]
    public void A_code_that_its_list_lacks_becomes_unknown()
    {
        var row = run.Job.Row("cicid", "20");

        Assert.All(["citizenship", "port_code", "state_code", "state", "visa"], column => Assert.Equal("unknown", row[column]));
        Assert.All(["residence", "port_name", "port_city", "port_state", "port_country"], column => Assert.Null(row[column]));
        Assert.Equal("unknown", run.Job.Row("cicid", "21")["citizenship"]);
    }

    [RequiresFact(Needs.Engine)]
    public void State_99_is_unknown() => Assert.Equal("unknown", run.Job.Row("cicid", "22")["state_code"]);

    [RequiresFact(Needs.Engine)]
    public void A_missing_code_stays_missing() =>
        Assert.All(["port_code", "port_name", "state_code", "state", "visa"], column => Assert.Null(run.Job.Row("cicid", "21")[column]));

    [RequiresFact(Needs.Engine)]
    public void Blanks_and_case_do_not_hide_a_code()
    {
        Assert.Equal("Texas", run.Job.Row("cicid", "23")["state"]);
        Assert.Equal("business", run.Job.Row("cicid", "23")["visa"]);
        Assert.Equal("student", run.Job.Row("cicid", "22")["visa"]);
        Assert.Equal("Washington", run.Job.Row("cicid", "22")["port_city"]);
    }

    [RequiresFact(Needs.Engine)]
    public void Missing_text_stays_missing() =>
        Assert.All(
            ["gender", "airline", "flight_number", "departure_date", "birth_year", "visa_post", "admission_number"],
            column => Assert.Null(run.Job.Row("cicid", "30")[column]));

    [RequiresFact(Needs.Engine)]
    public void Quotes_commas_and_backslashes_are_text() =>
        Assert.Equal("A\"A, Inc|\\|Peña", run.Job.Cells("cicid", "31", "airline", "flight_number", "visa_post"));

    [RequiresFact(Needs.Engine)]
    public void An_admission_has_one_row_the_one_that_knows_the_departure() =>
        Assert.Equal("2016-05-26", run.Job.Row("cicid", "40")["departure_date"]);

    [RequiresFact(Needs.Engine)]
    public void Days_count_from_1960()
    {
        Assert.Equal("1960-01-01", run.Job.Row("cicid", "70")["arrival_date"]);
        Assert.Equal("2016-03-31", run.Job.Row("cicid", "70")["departure_date"]);
    }

    [RequiresFact(Needs.Engine)]
    public void The_output_fits_its_staging_table() => Staged.Fits("staging_immigration", run.Job);

    private IEnumerable<string?> Kept() => run.Job.Rows.Select(row => row["cicid"]).Order(StringComparer.Ordinal);
}
