namespace Pipeline.Host.Cli.Sample;

/// <summary>Makes the arrivals pipeline's four files at any size; the same rows and seed give the same bytes on every machine.</summary>
public static class SampleGenerator
{
    /// <summary>Writes immigration.csv with so many arrivals, and the other three files at sizes that fit, into the folder.</summary>
    public static void Write(int rows, int seed, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (rows < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A sample has at least one arrival: ask for --rows 1 or more.");
        }
        try
        {
            Directory.CreateDirectory(folder);
            Write(folder, "immigration.csv", ImmigrationSample.Lines(rows, new SampleRandom(seed, "immigration")));
            Write(folder, "airports.csv", AirportSample.Lines(Math.Clamp(rows, 400, 4_000), new SampleRandom(seed, "airports")));
            var cities = Math.Clamp(rows / 8, 60, 600);
            Write(folder, "us-cities-demographics.csv", DemographySample.Lines(cities, new SampleRandom(seed, "demographics")));
            Write(folder, "temperatures-by-state.csv", TemperatureSample.Lines(new SampleRandom(seed, "temperatures")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The sample could not be written to {Path.GetFullPath(folder)}: {error.Message} Choose a folder that can be written to.",
                error);
        }
    }

    private static void Write(string folder, string name, IEnumerable<(string Text, string End)> lines)
    {
        using var file = new SampleFile(folder, name);
        foreach (var (text, end) in lines)
        {
            file.Line(text, end);
        }
        file.Complete();
    }
}
