using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Definitions;
using Pipeline.Tests.Definitions;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Definitions;

public sealed class PipelineCatalogTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly PipelineCatalog catalog;

    public PipelineCatalogTests()
    {
        catalog = new PipelineCatalog(folder.Path, folder["lake"], TargetEnvironment.Local(hasSpark: false));
        var sample = new SamplePipeline();
        Write("pipelines/orders.yaml", sample.Yaml);
        foreach (var (name, text) in sample.Spark)
        {
            Write($"spark/orders/{name}", text);
        }

        foreach (var (name, text) in sample.Sql)
        {
            Write($"sql/orders/{name}", text);
        }

        Write("reference/orders/country.csv", "code,name\n1,Österreich\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_is_prepared_from_the_files_as_they_are_now()
    {
        var given = SamplePipeline.Texts(("year", "2016"));
        var request = catalog.Prepare("orders", given);
        Assert.Equal(folder["lake"], request.Sink);
        Assert.Equal("code,name\n1,Österreich\n", request.Pipeline.Reference["country.csv"]);
        Assert.Equal(new SamplePipeline().Sql, request.Pipeline.SqlScripts);

        Write("reference/orders/country.csv", "code,name\n");
        Assert.Equal("code,name\n", catalog.Prepare("orders", given).Pipeline.Reference["country.csv"]);
    }

    [Fact]
    public void An_unknown_pipeline_is_named_with_the_nearest_and_all_there_are()
    {
        Write("pipelines/other.yaml", "name: other\n");
        var refusal = Assert.Throws<UnknownPipelineException>(() => catalog.Prepare("order", SamplePipeline.Texts()));
        Assert.Equal("There is no pipeline 'order' (did you mean 'orders'?); there are orders, other.", refusal.Message);
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Throws<UnknownPipelineException>(() => catalog.Describe("../pipelines/orders"));
    }

    [Fact]
    public void An_invalid_pipeline_is_refused_with_every_problem()
    {
        Write("pipelines/orders.yaml", new SamplePipeline().Yaml.Replace("on-finish: keep", "on-finish: burn"));
        var refusal = Assert.Throws<InvalidPipelineException>(() => catalog.Prepare("orders", SamplePipeline.Texts(("yaer", "1"))));
        Assert.Equal([3, 5, 10], refusal.Problems.Select(problem => problem.Line));
        Assert.StartsWith("The pipeline 'orders' cannot be run, for 3 problems:\npipelines/orders.yaml:3: ", refusal.Message);
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
    }

    [Fact]
    public void The_list_has_every_pipeline_with_what_is_wrong_with_it()
    {
        Write("pipelines/broken.yaml", "name: [\n");
        Write("pipelines/empty-jobs.yaml", "name: empty-jobs\ndescription: Nothing yet.\nsource: s3://x/y\njobs: {}\nwarehouse: { schema: schema.sql }\n");
        Write("pipelines/notes.txt", "no pipeline");
        var list = catalog.List();
        Assert.Equal([("broken", "", false), ("empty-jobs", "Nothing yet.", false), ("orders", "Orders by day.", true)], list.Select(p => (p.Name, p.Description, p.Valid)));
        Assert.Equal(["pipelines/broken.yaml:2"], list[0].Problems.Select(problem => $"{problem.File}:{problem.Line}"));
        Assert.Equal(2, list[1].Problems.Length);
    }

    [Fact]
    public void A_description_has_the_definition_or_the_problems()
    {
        Assert.Equal("year", catalog.Describe("orders").Definition!.Parameters[1].Name);
        File.Delete(folder["spark", "orders", "clean.sql"]);
        var broken = catalog.Describe("orders");
        Assert.Null(broken.Definition);
        Assert.Equal("pipelines/orders.yaml:9: jobs.clean.script: there is no file spark/orders/clean.sql; write it, or mend the name.", Assert.Single(broken.Problems).ToString());
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_or_too_large_is_a_problem_of_that_file()
    {
        File.WriteAllBytes(folder["sql", "orders", "dim-day.sql"], [.. "SELECT '"u8, 0xFC, .. "'"u8]);
        Assert.Equal(
            "sql/orders/dim-day.sql:1: the file is not UTF-8 (byte 8 of it is no part of a character); save it as UTF-8.", Assert.Single(catalog.Describe("orders").Problems).ToString());

        Write("sql/orders/dim-day.sql", new SamplePipeline().Sql["dim-day.sql"]);
        using (var large = File.Create(folder["reference", "orders", "large.csv"]))
        {
            large.SetLength(5 * 1024 * 1024);
        }

        Assert.StartsWith("reference/orders/large.csv:1: the file has 5,242,880 bytes", Assert.Single(catalog.Describe("orders").Problems).ToString());
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        File.WriteAllBytes(folder["pipelines", "orders.yaml"], [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(new SamplePipeline().Yaml)]);
        Assert.Empty(catalog.Describe("orders").Problems);
    }

    [Fact]
    public void A_folder_without_pipelines_has_none()
    {
        var bare = new PipelineCatalog(folder["nowhere"], folder["lake"], TargetEnvironment.Aws);
        Assert.Empty(bare.List());
        Assert.Equal(
            "There is no pipeline 'orders'; the folder pipelines/ holds none: write one as pipelines/NAME.yaml.",
            Assert.Throws<UnknownPipelineException>(() => bare.Describe("orders")).Message);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
