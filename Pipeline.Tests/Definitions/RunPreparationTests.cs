using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class RunPreparationTests
{
    private static readonly SamplePipeline Valid = new();

    [Fact]
    public void Defaults_and_given_values_make_the_request()
    {
        var request = Prepare(Valid, ("year", "2016")).Request!;
        Assert.Equal([KeyValuePair.Create("source", "sample://orders?rows=10&seed=1"), KeyValuePair.Create("year", "2016")], request.Parameters);
        Assert.Equal(("sample://orders?rows=10&seed=1", "/home/lake", "local"), (request.Source, request.Sink, request.Environment));
        Assert.Equal("${source}", request.Pipeline.Definition.Source);
    }

    [Fact]
    public void A_given_value_takes_the_place_of_the_default_everywhere()
    {
        var request = Prepare(Valid.With("source: ${source}\n", "source: ${source}/${year}\nsink: s3://lake/${year}\n"), ("year", "2016"), ("source", "/data")).Request!;
        Assert.Equal(("/data/2016", "s3://lake/2016"), (request.Source, request.Sink));
    }

    [Fact]
    public void Unknown_missing_and_dangerous_parameters_are_all_named()
    {
        var (request, problems) = Prepare(Valid, ("yaer", "2016"), ("source", "/o'brien"));
        Assert.Null(request);
        Assert.Equal(
            [
                "pipelines/orders.yaml:3: parameters: the run was given a parameter 'yaer' that the pipeline has not (did you mean 'year'?); it has source, year.",
                "pipelines/orders.yaml:4: parameters.source: the run was given '/o'brien', and its value has a ' at position 3, which could end the SQL literal that it is put into; leave it out.",
                "pipelines/orders.yaml:5: parameters.year: the run needs this parameter and was not given it; add it, as --param year=VALUE.",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Problems_of_the_pipeline_and_of_the_parameters_come_together()
    {
        var (request, problems) = Prepare(Valid.With("on-finish: keep", "on-finish: burn"));
        Assert.Null(request);
        Assert.Equal([5, 10], problems.Select(problem => problem.Line));
    }

    [Fact]
    public void A_pipeline_without_parameters_says_so()
    {
        var bare = Valid.With("parameters:\n  source: { default: \"sample://orders?rows=10&seed=1\", description: where they come from }\n  year: { description: the year to keep }\n", "")
            .With("source: ${source}", "source: s3://orders").WithSpark("-${year}", "");
        Assert.Equal(
            "pipelines/orders.yaml:1: parameters: the run was given a parameter 'year' that the pipeline has not; it has none.",
            Assert.Single(Prepare(bare, ("year", "2016")).Problems).ToString());
        Assert.NotNull(Prepare(bare).Request);
    }

    [Fact]
    public void A_source_or_sink_of_nothing_is_refused()
    {
        Assert.StartsWith("pipelines/orders.yaml:6: source: with this run's parameters nothing stands here", Assert.Single(Prepare(Valid, ("year", "1"), ("source", "")).Problems).ToString());
        Assert.StartsWith(
            "pipelines/orders.yaml:1: sink: the service's own sink '/o'brien/lake' is used, and its value has a '",
            Assert.Single(Prepare(Valid, "/o'brien/lake", ("year", "1")).Problems).ToString());
    }

    private static (RunRequest? Request, ImmutableArray<Problem> Problems) Prepare(SamplePipeline pipeline, params (string, string)[] given) =>
        Prepare(pipeline, "/home/lake", given);

    private static (RunRequest? Request, ImmutableArray<Problem> Problems) Prepare(SamplePipeline pipeline, string sink, params (string, string)[] given) =>
        RunPreparation.Prepare(pipeline.Read(), pipeline.Files, SamplePipeline.Texts(given), sink, pipeline.Environment);
}
