using System.Collections.Immutable;

namespace Pipeline.Host.Local.Gateway;

/// <summary>
/// Tells when nobody uses the local environment any more. Each user touches a file of its own; time is counted in checks, not by the
/// clock, so that a laptop that slept does not look deserted when it wakes.
/// </summary>
public sealed record LeaseWatch(int ChecksWithoutChange)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A minute of checks.</summary>
    public const int Patience = 12;

    public static readonly LeaseWatch Begin = new(0);

    private ImmutableDictionary<string, DateTime> Seen { get; init; } = ImmutableDictionary<string, DateTime>.Empty;

    public bool IsDeserted => ChecksWithoutChange >= Patience;

    /// <summary>Takes in when each lease was last touched; a lease that is gone is no sign of life.</summary>
    public LeaseWatch Check(IEnumerable<KeyValuePair<string, DateTime>> leases)
    {
        var now = leases.ToImmutableDictionary();
        var touched = now.Any(lease => !Seen.TryGetValue(lease.Key, out var before) || before != lease.Value);
        return new LeaseWatch(touched ? 0 : ChecksWithoutChange + 1) { Seen = now };
    }

    public static string FolderIn(string home) => Path.Combine(home, "local", "leases");

    public static IEnumerable<KeyValuePair<string, DateTime>> Read(string home)
    {
        try
        {
            return [.. new DirectoryInfo(FolderIn(home)).EnumerateFiles().Select(file => KeyValuePair.Create(file.Name, file.LastWriteTimeUtc))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Ends when the environment is deserted.</summary>
    public static async Task UntilDeserted(string home, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (var watch = Begin; !watch.IsDeserted;)
        {
            await timer.WaitForNextTickAsync(cancellation);
            watch = watch.Check(Read(home));
        }
    }
}
