namespace Pipeline.Host.Local;

/// <summary>Where the local environment keeps its state: everything under <c>&lt;home&gt;/local</c>.</summary>
/// <param name="Home">The absolute <c>pipeline.home</c>.</param>
public sealed record LocalFiles(string Home)
{
    /// <summary>One file per living user.</summary>
    public string Leases => Of("leases");

    /// <summary>The gateway's <see cref="RuntimeFile"/>.</summary>
    public string Cluster(string name) => Of("clusters", $"{name}.json");

    /// <summary>Held by the gateway for its whole life: a second one of the name ends at once.</summary>
    public string ClusterLock(string name) => Of("clusters", $"{name}.lock");

    /// <summary>What the gateway printed.</summary>
    public string ClusterLog(string name) => Of("clusters", $"{name}.log");

    /// <summary>Written by who starts the gateway: the process, from before it listens.</summary>
    public string ClusterProcess(string name) => Of("clusters", $"{name}.process");

    /// <summary>The <see cref="RuntimeFile"/> of PostgreSQL's keeper.</summary>
    public string Postgres => Of("postgres.json");

    /// <summary>Held while the server is started or stopped.</summary>
    public string PostgresStart => Of("postgres", "start.lock");

    /// <summary>Held by the keeper for its whole life.</summary>
    public string PostgresKeeper => Of("postgres", "keeper.lock");

    /// <summary>The server process, written by the keeper: should that be killed, the next one ends it.</summary>
    public string PostgresProcess => Of("postgres", "server.process");

    /// <summary>What keeper and server printed.</summary>
    public string PostgresLog => Of("postgres", "server.log");

    /// <summary>Where the data folders lie, unless <see cref="PostgresElsewhere"/> says otherwise.</summary>
    public string PostgresFolder => Of("postgres");

    /// <summary>Names the folder that PostgreSQL had to be put in, where its user cannot pass the home's parents.</summary>
    public string PostgresElsewhere => Of("postgres", "folder");

    /// <summary>One file per warehouse in use.</summary>
    public string Warehouses => Of("warehouses");

    /// <summary>The gateway of this name as its files have it, living or not.</summary>
    public ProcessIdentity? GatewayOf(string name) =>
        RuntimeFile.ReadAlive(Cluster(name))?.Process ?? ProcessIdentity.Read(ClusterProcess(name));

    /// <summary>Every living gateway of this home.</summary>
    public IEnumerable<(string Name, ProcessIdentity Process)> Gateways()
    {
        var folder = Of("clusters");
        return !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder)
                .Where(file => Path.GetExtension(file) is ".json" or ".process")
                .Select(Path.GetFileNameWithoutExtension).Distinct()
                .Select(name => (Name: name!, Process: GatewayOf(name!)))
                .Where(gateway => gateway.Process is { Lives: true })
                .Select(gateway => (gateway.Name, gateway.Process!.Value)).ToList();
    }

    private string Of(params ReadOnlySpan<string> parts) => Path.Combine([Home, "local", .. parts]);
}
