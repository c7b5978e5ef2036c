using Pipeline.Host.Cli.Sample;

namespace Pipeline.Tests.Cli.Sample;

/// <summary>A sample in a temporary folder, to look into.</summary>
public class SampleFolder : IDisposable
{
    public SampleFolder(int rows, int seed) => SampleGenerator.Write(rows, seed, Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("pipeline-test-sample-").FullName;

    public IEnumerable<string> Files => Directory.GetFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public byte[] Bytes(string file) => File.ReadAllBytes(System.IO.Path.Combine(Path, file));

    public string Text(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    /// <summary>The lines below the header.</summary>
    public List<string> Lines(string file) => [.. File.ReadLines(System.IO.Path.Combine(Path, file)).Skip(1)];

    /// <summary>The fields of immigration.csv's lines that have all of them; none of these holds a comma.</summary>
    public List<string[]> Arrivals() => [.. Lines("immigration.csv").Select(line => line.Split(',')).Where(fields => fields.Length == 29)];

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The sample that a run takes when it is given no source.</summary>
public sealed class DefaultSample() : SampleFolder(5_000, 1);
