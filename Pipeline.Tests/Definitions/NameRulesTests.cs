using FsCheck;
using FsCheck.Fluent;
using Pipeline.Actors.Definitions.Rules;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class NameRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Theory]
    [InlineData("a", true)]
    [InlineData("arrivals", true)]
    [InlineData("a1-b2-c3", true)]
    [InlineData("abcdefghijklmnopqrstuvwx", true)]
    [InlineData("abcdefghijklmnopqrstuvwxy", false)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("a\n", false)]
    [InlineData("../a", false)]
    public void A_pipeline_name_fits_every_service(string name, bool right) => Assert.Equal(right, NameRules.IsPipelineName(name));

    [Fact]
    public void Whatever_is_a_pipeline_name_gives_names_that_every_service_takes() =>
        Prop.ForAll(
            Gen.Elements("abcz0189-".ToCharArray()).ListOf().Select(letters => new string([.. letters])).ToArbitrary(),
            name =>
            {
                if (NameRules.IsPipelineName(name))
                {
                    Assert.Empty(NameLimits.OfPipeline(name));
                    Assert.Empty(NameLimits.OfJob(name, new string('j', 40), 11));
                }
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a-pipeline-of-fifty-characters-is-too-long-for-that-1", "a Redshift cluster")]
    [InlineData("no--double", "a Redshift cluster")]
    [InlineData("a.b", "a database")]
    [InlineData("a/b", "an IAM role")]
    public void A_derived_name_that_a_service_refuses_is_named_with_the_service(string pipeline, string service) =>
        Assert.Contains(NameLimits.OfPipeline(pipeline), problem => problem.StartsWith($"a run would call {service} '", StringComparison.Ordinal));

    [Fact]
    public void The_name_is_the_files()
    {
        Assert.Equal(
            "pipelines/orders.yaml:1: name: 'order' stands here, but the file is called orders.yaml; write 'name: orders', or rename the file.",
            Valid.With("name: orders", "name: order").Problem());
        Assert.StartsWith("pipelines/Orders.yaml:1: the file's name 'Orders' cannot be a pipeline's", (Valid with { Name = "Orders" }).Problems()[0]);
    }

    [Theory]
    [InlineData("  clean: {", "  Clean: {", "jobs.Clean: this name cannot be a job's; ")]
    [InlineData("  clean: {", "  clean-: {", "jobs.clean-: this name cannot be a job's; ")]
    [InlineData("  clean: {", "  clean/up: {", "jobs.clean.up: this name cannot be a job's; ")]
    [InlineData("not-empty:", "not empty:", "checks.not empty: this name cannot be a check's; ")]
    [InlineData("staging_orders: clean", "staging-orders: clean", "staging.staging-orders: this name cannot be a table's; ")]
    public void Names_of_jobs_checks_and_tables_have_a_form(string piece, string by, string message) =>
        Assert.Contains(Valid.With(piece, by).Read().Problems, problem => problem.Message.StartsWith(message, StringComparison.Ordinal));
}
