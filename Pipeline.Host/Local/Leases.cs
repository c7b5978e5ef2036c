using System.Globalization;

namespace Pipeline.Host.Local;

/// <summary>The folder where each living user of the local processes (service, command) keeps one file fresh.</summary>
/// <remarks>A file is named for its process, so that others can tell whether its owner lives; its content, a counter of beats, is what the processes watch.</remarks>
public sealed class Leases(string home, TimeProvider time)
{
    /// <summary>How often a user touches its lease and a process looks at all of them.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Looks without a change until a process ends by itself: 60 s.</summary>
    public const int Patience = 12;

    private static int taken;

    private readonly string folder = new LocalFiles(home).Leases;

    /// <summary>Becomes a user until disposed; clears away what killed users left behind.</summary>
    public Lease Take()
    {
        Directory.CreateDirectory(folder);
        foreach (var dead in Directory.EnumerateFiles(folder).Where(file => !OwnerLives(file)))
        {
            File.Delete(dead);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{ProcessIdentity.Current}-{Interlocked.Increment(ref taken)}");
        return new Lease(Path.Combine(folder, name), time);
    }

    /// <summary>Whether a living process other than this lease's owner uses the local processes.</summary>
    public bool HasOthers(Lease? own) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(file => file != own?.Path && OwnerLives(file));

    /// <summary>What a process of the local environment awaits: completes when no user is left.</summary>
    public async Task Abandoned(CancellationToken cancellation)
    {
        var watch = new LeaseWatch(Patience);
        using var beat = new PeriodicTimer(Beat, time);
        while (!watch.IsAbandoned(Contents()))
        {
            await beat.WaitForNextTickAsync(cancellation);
        }
    }

    private static bool OwnerLives(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        return name.LastIndexOf('-') is var dash and > 0 && ProcessIdentity.Parse(name[..dash]) is { Lives: true };
    }

    private Dictionary<string, string> Contents()
    {
        try
        {
            return Directory.EnumerateFiles(folder).ToDictionary(file => file, Content);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A lease that vanishes or is being written while it is looked at reads as empty, thus as changed: a look later it is settled.</summary>
    private static string Content(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>One user's sign of life.</summary>
public sealed class Lease : IDisposable
{
    private readonly ITimer beat;
    private readonly Lock gate = new();
    private long beats;
    private bool ended;

    internal Lease(string path, TimeProvider time)
    {
        Path = path;
        Touch();
        beat = time.CreateTimer(_ => Touch(), null, Leases.Beat, Leases.Beat);
    }

    internal string Path { get; }

    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            beat.Dispose();
            File.Delete(Path);
        }
    }

    private void Touch()
    {
        lock (gate)
        {
            if (!ended)
            {
                Write();
            }
        }
    }

    /// <summary>Written anew rather than touched: a lease that somebody deleted comes back.</summary>
    private void Write()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(Path, (++beats).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // The next beat tries again; an exception on a timer's thread would end the service.
        }
    }
}
