using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Lake;

public sealed class FolderLakeTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ImmutableArray<OutputColumn> Columns = [new("cicid", "bigint"), new("share", "decimal(10,2)")];

    private readonly TempFolder folder = new();
    private readonly List<(int Rows, int Seed)> generated = [];
    private readonly FolderLake lake;

    public FolderLakeTests() => lake = new FolderLake(folder["home"], WriteSample, TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_gets_its_prefix_with_the_reference_tables()
    {
        File.WriteAllText(Source("input.csv"), "a\n1\n");
        var request = Request(folder["in"]) with { Reference = ImmutableSortedDictionary<string, string>.Empty.Add("country.csv", "code,name\n1,Ž\n") };
        var paths = await lake.Prepare(request, None);
        Assert.Equal(new LakePaths(folder["in"], folder["lake", "r1", "reference"], folder["lake", "r1"]), paths);
        Assert.Equal("code,name\n1,Ž\n", File.ReadAllText(Path.Combine(paths.Reference, "country.csv")));
        Assert.Equal(paths, await lake.Prepare(request, None));
    }

    [Fact]
    public async Task A_file_address_and_a_final_slash_are_the_same_folder()
    {
        File.WriteAllText(Source("input.csv"), "");
        var paths = await lake.Prepare(Request("file://" + folder["in"]) with { Sink = folder["lake"] + "/" }, None);
        Assert.Equal((folder["in"], folder["lake", "r1"]), (paths.Source, paths.RunPrefix));
    }

    [Fact]
    public async Task A_source_that_is_missing_empty_a_file_or_elsewhere_is_named()
    {
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["file"], "");
        await Refused(Request(folder["nowhere"]), $"The source folder {folder["nowhere"]} does not exist. Give the folder that holds the input files.");
        await Refused(Request(folder["empty"]), $"The source folder {folder["empty"]} is empty. Give the folder that holds the input files.");
        await Refused(Request(folder["file"]), $"The source folder {folder["file"]} does not exist: it is a file. Give the folder that holds the input files.");
        await Refused(Request("s3://bucket/in"), "The source 's3://bucket/in' is no folder of this machine: give an absolute path (other places need another environment).");
        await Refused(Request("data"), "The source 'data' is no folder of this machine: give an absolute path (other places need another environment).");
        await Refused(Request("/in/{a}"), "The source '/in/{a}' has the character '{' in its path, which Spark does not take for itself there: use a folder without it.");
    }

    [Fact]
    public async Task A_sink_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Source("input.csv"), "");
        File.WriteAllText(folder["lake"], "a file stands where the sink should be");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => lake.Prepare(Request(folder["in"]), None));
        Assert.StartsWith($"The run's folder {folder["lake", "r1"]} could not be written: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_is_generated_once_and_kept_under_home()
    {
        var sample = folder["home", "samples", "arrivals-10-7"];
        Directory.CreateDirectory(sample + ".partial");
        File.WriteAllText(Path.Combine(sample + ".partial", "half.csv"), "what a killed service left");

        var first = lake.Prepare(Request("sample://arrivals?rows=10&seed=7"), None);
        var second = lake.Prepare(Request("sample://arrivals?seed=7&rows=10") with { RunId = "r2" }, None);
        Assert.Equal((sample, sample), ((await first).Source, (await second).Source));
        Assert.Equal([(10, 7)], generated);
        Assert.Equal(["immigration.csv"], Directory.EnumerateFiles(sample).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("sample://arrivals", 5000, 1)]
    [InlineData("sample://arrivals?rows=219000", 219000, 1)]
    [InlineData("sample://arrivals?seed=0", 5000, 0)]
    public void A_sample_has_defaults(string source, int rows, int seed) => Assert.Equal(new SampleSource(rows, seed), SampleSource.Parse(source));

    [Theory]
    [InlineData("sample://departures")]
    [InlineData("sample://arrivals?rows=0")]
    [InlineData("sample://arrivals?rows=-1")]
    [InlineData("sample://arrivals?rows=2147483648")]
    [InlineData("sample://arrivals?rows=1&rows=2")]
    [InlineData("sample://arrivals?size=1")]
    public void What_is_no_sample_is_refused_with_the_right_form(string source)
    {
        var failure = Assert.Throws<PortFailureException>(() => SampleSource.Parse(source));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.StartsWith($"The source '{source}' is no sample: write sample://arrivals?rows=N&seed=S", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_is_committed_with_its_data_files_sizes_rows_and_schema()
    {
        Part("part-00001.parquet", 20);
        Part("part-00000.parquet", 12);
        File.WriteAllText(folder["out", "_SUCCESS"], "");
        File.WriteAllText(folder["out", ".part-00000.parquet.crc"], "");

        var manifest = await lake.Commit(Output(rows: 3), None);
        Assert.Equal([new LakeObject(folder["out", "part-00000.parquet"], 12), new(folder["out", "part-00001.parquet"], 20)], manifest.Objects.ToArray());
        using var json = JsonDocument.Parse(File.ReadAllText(folder["job.manifest"]));
        Assert.Equal(
            """
            {"entries":[{"url":"OUT/part-00000.parquet","mandatory":true,"meta":{"content_length":12}},{"url":"OUT/part-00001.parquet","mandatory":true,"meta":{"content_length":20}}],"rows":3,"schema":[{"name":"cicid","type":"bigint"},{"name":"share","type":"decimal(10,2)"}]}
            """,
            JsonSerializer.Serialize(json).Replace(folder["out"], "OUT"));

        var read = await lake.ReadManifest(folder["job.manifest"], None);
        Assert.Equal(JsonSerializer.Serialize(manifest), JsonSerializer.Serialize(read));
        Assert.Equal(JsonSerializer.Serialize(manifest), JsonSerializer.Serialize(await lake.Commit(Output(rows: 3), None)));
    }

    [Fact]
    public async Task A_manifests_objects_are_found_as_they_are_now()
    {
        Part("part-00000.parquet", 12);
        Part("part-00001.parquet", 20);
        Part("part-00002.parquet", 30);
        var manifest = await lake.Commit(Output(rows: 3), None);
        File.Delete(folder["out", "part-00000.parquet"]);
        Part("part-00001.parquet", 21);

        Assert.Equal(
            [new LakeObject(folder["out", "part-00001.parquet"], 21), new(folder["out", "part-00002.parquet"], 30)],
            (await lake.FindObjects(manifest, None)).AsEnumerable());
    }

    [Fact]
    public async Task A_job_that_wrote_nothing_is_told_so()
    {
        await Refused(Output(0), $"The job wrote nothing: there is no folder {folder["out"]}. Its script has to INSERT OVERWRITE DIRECTORY '${{sink}}'.");
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder["out", "_SUCCESS"], "");
        await Refused(Output(0), $"The job wrote nothing: the folder {folder["out"]} holds no data file.");
        Assert.Null(await lake.ReadManifest(folder["job.manifest"], None));
    }

    [Theory]
    [InlineData("part.csv", "PAR1....PAR1")]
    [InlineData("part.parquet", "")]
    [InlineData("part.parquet", "PAR1....cut off")]
    [InlineData("part.parquet", "a,b,c,d,e,f,PAR1")]
    public async Task What_no_load_could_read_is_not_committed(string name, string content)
    {
        Part("good.parquet", 12);
        File.WriteAllText(folder["out", name], content);
        await Refused(
            Output(1), $"The job's output holds {folder["out", name]}, which is no whole Parquet file: write with USING parquet, without partitions, into a folder of its own.");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"entries":[{}],"rows":1,"schema":[]}""")]
    public async Task A_malformed_manifest_is_named(string text)
    {
        File.WriteAllText(folder["job.manifest"], text);
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => lake.ReadManifest(folder["job.manifest"], None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.StartsWith($"{folder["job.manifest"]} is no manifest of an output: ", failure.Message, StringComparison.Ordinal);
    }

    private async Task Refused(LakeRequest request, string message) => Refused(await Assert.ThrowsAsync<PortFailureException>(() => lake.Prepare(request, None)), message);

    private async Task Refused(OutputToCommit output, string message) => Refused(await Assert.ThrowsAsync<PortFailureException>(() => lake.Commit(output, None)), message);

    private static void Refused(PortFailureException failure, string message) => Assert.Equal((FailureKind.Permanent, message), (failure.Kind, failure.Message));

    private LakeRequest Request(string source) => new("r1", source, folder["lake"], ImmutableSortedDictionary<string, string>.Empty);

    private OutputToCommit Output(long rows) => new(folder["job.manifest"], folder["out"], rows, Columns);

    private string Source(string name)
    {
        Directory.CreateDirectory(folder["in"]);
        return folder["in", name];
    }

    /// <summary>The bytes that a Parquet file begins and ends with.</summary>
    private void Part(string name, int bytes)
    {
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder["out", name], "PAR1" + new string('.', bytes - 8) + "PAR1");
    }

    private void WriteSample(int rows, int seed, string into)
    {
        lock (generated)
        {
            generated.Add((rows, seed));
        }

        File.WriteAllText(Path.Combine(into, "immigration.csv"), "cicid\n");
    }
}
