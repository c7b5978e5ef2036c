namespace Pipeline.Host.Local;

/// <summary>How the local environment is set up.</summary>
/// <param name="Home">The absolute <c>pipeline.home</c>.</param>
/// <param name="Root">The checkout: engine and npm packages lie in it.</param>
/// <param name="Sessions">How many engines one cluster runs at once at most.</param>
/// <param name="PostgresConnection">A server to use instead of one of ours; holds a password.</param>
/// <param name="WriteSample">Writes so many rows from this seed into a folder.</param>
public sealed record LocalOptions(string Home, string Root, int Sessions, string? PostgresConnection, Action<int, int, string> WriteSample)
{
    /// <summary>Reads a manifest's Parquet files for the warehouse.</summary>
    public string CopyScript => Path.Combine(Root, "Pipeline.Host", "Local", "engine", "main-copy.mjs");

    /// <summary>Without the connection string: records print themselves into logs and messages.</summary>
    public override string ToString() => $"local environment in {Home}";
}
