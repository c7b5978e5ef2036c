using System.Security.Cryptography;
using Pipeline.Host.Cli.Sample;
using Xunit;

namespace Pipeline.Tests.Cli.Sample;

public class SampleGeneratorTests
{
    // A changed hash changes everybody's sample: never by accident.
    [Theory]
    [InlineData("airports.csv", "fea60b650072c4746269d84771e217d3e17a5f8104586f6c75330dcea109118d")]
    [InlineData("immigration.csv", "1e0ab47a3c923b638c5e391396dbb6cb3cb3a53d38abc58639d9a37ea1c1f859")]
    [InlineData("temperatures-by-state.csv", "373257974af4a66e40234ca34a5ebccea11325f63222d66aa09db99b9c8bf32d")]
    [InlineData("us-cities-demographics.csv", "3fc195a9b9b7a3298bec5fb616c756bbf9a4593fa99555c7e440b677af707603")]
    public void The_same_rows_and_seed_give_the_same_bytes_on_every_machine(string file, string sha256)
    {
        using var sample = new SampleFolder(1_000, 1);

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(sample.Bytes(file))));
    }

    [Fact]
    public void Another_seed_gives_other_arrivals()
    {
        using var one = new SampleFolder(100, 1);
        using var other = new SampleFolder(100, -1);

        Assert.All(one.Files, file => Assert.NotEqual(one.Text(file), other.Text(file)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_234)]
    public void Immigration_has_as_many_lines_as_were_asked_for(int rows)
    {
        using var sample = new SampleFolder(rows, 7);

        Assert.Equal(rows, sample.Lines("immigration.csv").Count);
    }

    [Fact]
    public void A_sample_is_four_whole_files()
    {
        using var sample = new SampleFolder(10, 1);

        Assert.Equal(["airports.csv", "immigration.csv", "temperatures-by-state.csv", "us-cities-demographics.csv"], sample.Files);
    }

    [Fact]
    public void A_larger_sample_begins_like_a_smaller_one_of_the_same_seed()
    {
        using var small = new SampleFolder(50, 3);
        using var large = new SampleFolder(500, 3);

        Assert.Equal(small.Lines("immigration.csv"), large.Lines("immigration.csv").Take(50));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void No_rows_are_refused(int rows)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SampleGenerator.Write(rows, 1, Path.GetTempPath()));

        Assert.Contains("--rows 1 or more", error.Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            var error = Assert.Throws<IOException>(() => SampleGenerator.Write(1, 1, Path.Combine(file, "sample")));

            Assert.Contains(Path.Combine(file, "sample"), error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
