using System.Text.RegularExpressions;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

public partial class DefinitionTests
{
    private static readonly ArrivalsDefinition Definition = ArrivalsDefinition.Load();

    [Fact]
    public void Four_jobs_fill_four_staging_tables() =>
        Assert.Equal(
            ["staging_airports:airports", "staging_demography:demography", "staging_immigration:immigration", "staging_temperature:temperature"],
            Definition.Staging.Select(table => $"{table.Key}:{table.Value}").Order());

    [Fact]
    public void Every_script_lies_where_the_definition_says_and_no_other_is_there()
    {
        Assert.Equal(Files("spark"), Definition.Jobs.Values.Select(job => job.Script).Order());
        Assert.Equal(Files("sql"), Definition.Star.Values.Select(table => table.Script).Append("schema.sql").Order());
    }

    [Fact]
    public void The_fact_waits_for_every_dimension() =>
        Assert.Empty(Definition.Star.Keys.Where(table => table.StartsWith("dim_")).Except(Definition.Star["fact_arrival"].Needs));

    [Fact]
    public void A_script_reads_only_tables_that_it_waits_for()
    {
        foreach (var (name, table) in Definition.Star)
        {
            var read = Tables().Matches(Checkout.Read("sql", "arrivals", table.Script)).Select(match => match.Groups[1].Value).Distinct();
            Assert.Empty(read.Except(table.Needs).Except([name]));
        }
    }

    [Fact]
    public void Every_table_of_the_star_is_checked_to_be_there_and_to_have_sound_keys() =>
        Assert.Empty(
            from table in Definition.Star.Keys
            from check in (string[])["not-empty", "unique-key", "no-missing-key"]
            where !Definition.Checks.TryGetValue($"{table}-{check}", out var found) || found.Table != table || found.Severity != "error"
            select $"{table}-{check}");

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Checkout.PathOf(folder, "arrivals")).Select(file => Path.GetFileName(file)).Order();

    [GeneratedRegex(@"\$\{schema\}\.(\w+)")]
    private static partial Regex Tables();
}
