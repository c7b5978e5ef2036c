using System.Collections.Immutable;
using Amazon.S3;
using Amazon.S3.Model;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Tests.Adapters.Aws.Support;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;
using S3Location = Pipeline.Host.Adapters.Aws.S3.S3Location;

namespace Pipeline.Tests.Adapters.Aws.S3;

[Collection(MotoCollection.Name)]
public sealed class S3LakeTests(MotoServer moto) : IAsyncLifetime
{
    private const string Prefix = "s3://lake/arrivals/" + Run;
    private readonly AwsFaults _faults = new();
    private AwsClients _clients = null!;
    private S3Lake _lake = null!;

    private static LakeRequest Request => new(Run, "s3://lake/raw", "s3://lake/arrivals", ImmutableSortedDictionary<string, string>.Empty.Add("mode.csv", "code;name\n1;Luft\u00e4\n"));

    public async Task InitializeAsync()
    {
        if (MotoServer.Missing is null)
        {
            await moto.Reset();
            _clients = moto.Clients(_faults);
            await Bucket("lake", Region);
            _lake = new S3Lake(new S3Objects(_clients.S3), new BucketRegions(_clients.S3, Region), (rows, seed, folder) => File.WriteAllText(Path.Combine(folder, "x.csv"), $"{rows}/{seed}"));
        }
    }

    public Task DisposeAsync()
    {
        _clients?.Dispose();
        return Task.CompletedTask;
    }

    [MotoFact]
    public async Task Preparing_checks_the_source_and_writes_the_reference_tables()
    {
        await Put("raw/immigration.csv", "a");

        var paths = await _lake.Prepare(Request, default);

        Assert.Equal(new LakePaths("s3://lake/raw", Prefix + "/reference", Prefix), paths);
        Assert.Equal("code;name\n1;Luft\u00e4\n", await Text($"arrivals/{Run}/reference/mode.csv"));
        Assert.Equal(paths, await _lake.Prepare(Request, default));
    }

    [MotoFact]
    public async Task A_sample_is_generated_under_the_run()
    {
        var paths = await _lake.Prepare(Request with { Source = "sample://arrivals?rows=5&seed=2" }, default);

        Assert.Equal(Prefix + "/source", paths.Source);
        Assert.Equal("5/2", await Text($"arrivals/{Run}/source/x.csv"));
    }

    [MotoTheory]
    [InlineData("s3://lake/raw", "holds nothing")]
    [InlineData("s3://no-such-lake/raw", "NoSuchBucket")]
    [InlineData("s3://far/raw", "is in us-west-2")]
    [InlineData("/srv/raw", "no place in S3")]
    public async Task A_source_that_cannot_be_read_is_refused(string source, string why)
    {
        await Bucket("far", "us-west-2");

        var refused = await Assert.ThrowsAsync<PortFailureException>(() => _lake.Prepare(Request with { Source = source }, default));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [MotoFact]
    public async Task A_sink_in_another_region_is_refused()
    {
        await Bucket("far", "us-west-2");

        var refused = await Assert.ThrowsAsync<PortFailureException>(() => _lake.Prepare(Request with { Sink = "s3://far/arrivals" }, default));

        Assert.Contains("The sink's bucket far is in us-west-2", refused.Message, StringComparison.Ordinal);
    }

    [MotoFact]
    public async Task A_manifest_names_what_the_attempt_wrote_and_is_read_back()
    {
        await Put($"arrivals/{Run}/airports/2/part-0.parquet", "PAR1 and more PAR1");
        await Put($"arrivals/{Run}/airports/2/_SUCCESS", "");
        await Put($"arrivals/{Run}/airports/1/part-9.parquet", "of an attempt before");
        ImmutableArray<OutputColumn> columns = [new("ident", "string"), new("elevation_ft", "int")];

        var written = await _lake.Commit(new OutputToCommit(Prefix + "/airports.manifest", Prefix + "/airports/2", 12, columns), default);
        var read = await _lake.ReadManifest(Prefix + "/airports.manifest", default);

        Assert.Equal([new LakeObject(Prefix + "/airports/2/part-0.parquet", 18)], written.Objects.AsEnumerable());
        Assert.Equal((written.Location, written.Rows), (read!.Location, read.Rows));
        Assert.Equal(written.Objects.AsEnumerable(), read.Objects);
        Assert.Equal(columns.AsEnumerable(), read.Columns);
        Assert.Null(await _lake.ReadManifest(Prefix + "/immigration.manifest", default));
    }

    [MotoFact]
    public async Task A_manifests_objects_are_found_as_they_are_now()
    {
        await Put($"arrivals/{Run}/airports/2/part-0.parquet", "PAR1 and more PAR1");
        LakeObject there = new(Prefix + "/airports/2/part-0.parquet", 17), gone = new(Prefix + "/airports/2/part-1.parquet", 20);

        var found = await _lake.FindObjects(new OutputManifest(Prefix + "/airports.manifest", [there, gone], 2, []), default);

        Assert.Equal([there with { Bytes = 18 }], found.AsEnumerable());
    }

    [MotoFact]
    public async Task Every_page_of_a_long_list_is_read()
    {
        const int Files = 1001;
        await Parallel.ForAsync(0, Files, async (i, _) => await Put($"many/part-{i:0000}.parquet", "PAR1 and more PAR1"));

        var listed = await new S3Objects(_clients.S3).List(S3Location.Parse("s3://lake/many")!, default);

        Assert.Equal(Files, listed.Count);
    }

    [MotoFact]
    public async Task A_text_that_is_no_manifest_is_refused()
    {
        await Put($"arrivals/{Run}/airports.manifest", "{}");

        var refused = await Assert.ThrowsAsync<PortFailureException>(() => _lake.ReadManifest(Prefix + "/airports.manifest", default));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
    }

    private Task Put(string key, string text) => _clients.S3.PutObjectAsync(new PutObjectRequest { BucketName = "lake", Key = key, ContentBody = text });

    private Task<string?> Text(string key) => new S3Objects(_clients.S3).Read(S3Location.Parse("s3://lake/" + key)!, default);

    private async Task Bucket(string name, string region)
    {
        using var there = moto.Clients(Settings with { Region = region });
        await there.S3.PutBucketAsync(new PutBucketRequest { BucketName = name, BucketRegion = S3Region.FindValue(region) });
    }
}
