namespace Pipeline.Host.Local.Postgres;

/// <summary>The server that local warehouses are databases of.</summary>
public interface IPostgres
{
    /// <summary>How to connect to this database now; starts the server if it is one of ours and does not run. Holds the password: never shown.</summary>
    Task<PostgresLogin> Login(string database, CancellationToken cancellation);

    /// <summary>The same without starting anything: null while the server is not up.</summary>
    PostgresLogin? Running(string database);

    /// <summary>Ends a server of ours, unless somebody uses it.</summary>
    /// <param name="inUse">Asked while no other process can start or stop the server.</param>
    Task StopUnless(Func<bool> inUse, CancellationToken cancellation);
}

/// <param name="Host">For people and the journal.</param>
/// <param name="Port">The same.</param>
/// <param name="ConnectionString">With the password.</param>
public sealed record PostgresLogin(string Host, int Port, string ConnectionString)
{
    /// <summary>Without the secret: records print themselves into logs and messages.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
