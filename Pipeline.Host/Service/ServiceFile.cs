using System.Text.Json;
using Pipeline.Host.Local;

namespace Pipeline.Host.Service;

/// <summary>A service that is up.</summary>
/// <param name="Process">Its process.</param>
/// <param name="Pid">The same for people and scripts.</param>
/// <param name="StartedAt">For people.</param>
/// <param name="Port">The port it really listens on.</param>
/// <param name="Url">Its base address for callers on this machine.</param>
/// <param name="UntilIdle">Whether it ends by itself when no run is unfinished.</param>
public sealed record RunningService(ProcessIdentity Process, int Pid, DateTimeOffset StartedAt, int Port, string Url, bool UntilIdle);

/// <summary><c>service.json</c> under home: how the command line finds the service.</summary>
public sealed class ServiceFile(string home)
{
    private readonly string _path = Path.Combine(home, "service.json");

    public void Write(RunningService service) =>
        AtomicFile.Write(_path, JsonSerializer.Serialize(service, JsonSerializerOptions.Web), AtomicFile.Private);

    /// <summary>The service if its process is alive, else null.</summary>
    public RunningService? Find() => Read() is { } service && service.Process.Lives ? service : null;

    /// <summary>Removes the file if it is this process's: a later service may have written its own already.</summary>
    public void Remove()
    {
        if (Read()?.Process == ProcessIdentity.Current)
        {
            File.Delete(_path);
        }
    }

    private RunningService? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<RunningService>(File.ReadAllText(_path), JsonSerializerOptions.Web);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
