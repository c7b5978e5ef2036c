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

    private string Of(params ReadOnlySpan<string> parts) => Path.Combine([Home, "local", .. parts]);
}
