namespace Pipeline.Host.Cli.Spark;

/// <summary>What runs a script's statements one after the other.</summary>
internal interface IScriptSession : IAsyncDisposable
{
    /// <exception cref="CommandException">The session is over.</exception>
    Task<SparkAnswer> Execute(string sql, CancellationToken cancellation);
}
