using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.S3;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.S3;

public sealed class S3LocationTests
{
    [Theory]
    [InlineData("s3://lake", "lake", "")]
    [InlineData("s3://lake/", "lake", "")]
    [InlineData("s3://lake/a/b", "lake", "a/b")]
    [InlineData("s3://lake/a/b//", "lake", "a/b")]
    [InlineData("s3a://my.lake-1/2026-11/x_y=1", "my.lake-1", "2026-11/x_y=1")]
    public void An_address_has_a_bucket_and_a_key(string text, string bucket, string key)
    {
        var place = S3Location.Parse(text);

        Assert.Equal((bucket, key), (place?.Bucket, place?.Key));
        Assert.Equal(key.Length == 0 ? $"s3://{bucket}" : $"s3://{bucket}/{key}", place?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/srv/lake")]
    [InlineData("s3://")]
    [InlineData("s3://L")]
    [InlineData("s3://Lake/a")]
    [InlineData("s3://la..ke/a")]
    [InlineData("s3://lake/a b")]
    [InlineData("s3://lake/a'b")]
    [InlineData("s3://lake/a*")]
    [InlineData("s3://lake/${run}")]
    [InlineData("s3://lake/a//b")]
    [InlineData("https://lake.s3.amazonaws.com/a")]
    public void Anything_else_is_none(string text) => Assert.Null(S3Location.Parse(text));

    [Fact]
    public void An_outputs_data_files_count_in_order_of_name()
    {
        var folder = S3Location.Parse("s3://lake/run/airports/1")!;

        var objects = OutputObjects.Of(folder,
            [new("run/airports/1/part-1.parquet", 20), new("run/airports/1/_SUCCESS", 0), new("run/airports/1/part-0.parquet", 30), new("run/airports/1/x_$folder$", 0)]);

        Assert.Equal(["s3://lake/run/airports/1/part-0.parquet", "s3://lake/run/airports/1/part-1.parquet"], objects.Select(one => one.Url));
        Assert.Equal(30, objects[0].Bytes);
    }

    [Theory]
    [InlineData("part-0.csv", 20)]
    [InlineData("year=2026/part-0.parquet", 20)]
    [InlineData("part-0.parquet", 4)]
    public void What_no_load_could_read_is_refused(string name, long bytes)
    {
        var folder = S3Location.Parse("s3://lake/run/airports/1")!;

        var refused = Assert.Throws<PortFailureException>(() => OutputObjects.Of(folder, [new("run/airports/1/part-9.parquet", 20), new($"run/airports/1/{name}", bytes)]));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_without_data_is_refused() =>
        Assert.Throws<PortFailureException>(() => OutputObjects.Of(S3Location.Parse("s3://lake/run/airports/1")!, [new("run/airports/1/_SUCCESS", 0)]));

    [Theory]
    [InlineData(null, "us-east-1")]
    [InlineData("", "us-east-1")]
    [InlineData("EU", "eu-west-1")]
    [InlineData("ap-south-1", "ap-south-1")]
    public void The_oldest_regions_have_names_of_their_own(string? location, string region) => Assert.Equal(region, BucketRegions.Name(location));
}
