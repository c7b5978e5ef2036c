namespace Pipeline.Host.Local;

/// <summary>Decides when nobody uses the local processes any more: after so many looks in a row at which no lease had changed.</summary>
/// <remarks>Looks are counted, not time: on a laptop that slept for an hour no look was made, so nothing is given up.</remarks>
public sealed class LeaseWatch(int patience)
{
    private IReadOnlyDictionary<string, string> seen = new Dictionary<string, string>();
    private int unchanged;

    /// <summary>Takes one look at the leases, by name and content; true once they are abandoned. A lease that went away is no sign of life.</summary>
    public bool IsAbandoned(IReadOnlyDictionary<string, string> leases)
    {
        var alive = leases.Any(lease => !seen.TryGetValue(lease.Key, out var before) || before != lease.Value);
        seen = leases;
        unchanged = alive ? 0 : unchanged + 1;
        return unchanged >= patience;
    }
}
