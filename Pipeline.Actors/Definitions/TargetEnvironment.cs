namespace Pipeline.Actors.Definitions;

/// <summary>Where pipelines are to run, as far as it decides whether they can.</summary>
/// <param name="Name">As a run records it: <c>local</c>, <c>aws</c>, <c>simulated</c>.</param>
/// <param name="HasSpark">Whether PySpark jobs find a Spark.</param>
public sealed record TargetEnvironment(string Name, bool HasSpark)
{
    public static readonly TargetEnvironment Aws = new("aws", HasSpark: true);

    /// <summary>Twins of what <see cref="Aws"/> has.</summary>
    public static readonly TargetEnvironment Simulated = new("simulated", HasSpark: true);

    public bool IsLocal => Name == "local";

    /// <summary>The embedded environment.</summary>
    /// <param name="hasSpark">Whether <c>SPARK_HOME</c> is set or pyspark can be imported.</param>
    public static TargetEnvironment Local(bool hasSpark) => new("local", hasSpark);
}
