using Pipeline.Host.Local;
using Pipeline.Host.Local.Warehouses;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Warehouses;

public sealed class KeptDatabaseTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_database_is_named_for_its_pipeline_and_run() => Assert.Equal("us_arrivals_r0123456789ab", KeptDatabase.NameFor("us-arrivals", "r0123456789ab"));

    [Fact]
    public void Its_comment_tells_whose_it_is()
    {
        var kept = Database(1);
        Assert.Equal(kept, KeptDatabase.Read(kept.Database, kept.ToComment()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("the sales figures")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void Another_s_database_is_no_run_s(string? comment) => Assert.Null(KeptDatabase.Read("sales", comment));

    [Fact]
    public void The_last_five_are_kept_by_the_run_s_start()
    {
        var databases = Enumerable.Range(1, 8).Select(Database).Reverse().ToList();
        Assert.Equal(["arrivals_r3", "arrivals_r2", "arrivals_r1"], Drop(databases));
        Assert.Empty(Drop(databases.Take(5)));
    }

    [Fact]
    public void One_in_use_another_pipeline_s_and_another_journal_s_are_not_dropped()
    {
        var databases = Enumerable.Range(1, 8).Select(Database).ToList();
        databases[0] = databases[0] with { Pipeline = "departures" };
        databases[1] = databases[1] with { Journal = "another" };
        Assert.Equal(["arrivals_r3"], Drop(databases));
        Assert.Empty(Drop(databases, "arrivals_r3"));
    }

    [Fact]
    public void A_warehouse_s_mark_holds_until_it_is_removed_and_a_query_s_as_long_as_its_process()
    {
        using var home = new TempFolder();
        var marks = new WarehouseMarks(new LocalFiles(home.Path));
        Assert.Empty(marks.InUse());
        marks.Set(new WarehouseMark("arrivals-r1", "arrivals_r1", "journal"));
        marks.Set(new WarehouseMark("query-1", "arrivals_r1", "journal", ProcessIdentity.Current));
        marks.Set(new WarehouseMark("query-2", "arrivals_r1", "journal", ProcessIdentity.Current with { Birth = "another" }));
        Assert.Equal(["arrivals-r1", "query-1"], marks.InUse().Select(mark => mark.Name).Order());
        Assert.Equal(new WarehouseMark("arrivals-r1", "arrivals_r1", "journal"), marks.Find("arrivals-r1"));
        marks.Remove("arrivals-r1");
        marks.Remove("arrivals-r1");
        Assert.Null(marks.Find("arrivals-r1"));
    }

    private static IEnumerable<string> Drop(IEnumerable<KeptDatabase> databases, params string[] inUse) =>
        KeptDatabase.ToDrop(databases, "arrivals", "journal", inUse.ToHashSet()).Select(database => database.Database);

    private static KeptDatabase Database(int day) => new($"arrivals_r{day}", "arrivals", $"r{day}", "journal", Day.AddDays(day));
}
