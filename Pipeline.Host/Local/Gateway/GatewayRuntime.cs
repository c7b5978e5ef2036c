using System.Text.Json;

namespace Pipeline.Host.Local.Gateway;

/// <summary>What a running gateway tells those who look for it; the file that holds it is for its owner's eyes only.</summary>
public sealed record GatewayRuntime(string Name, int Pid, DateTimeOffset StartedAt, int Port, string Url, string User, string Secret)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string FolderIn(string home) => Path.Combine(home, "local", "clusters");

    public static string PathOf(string home, string name) => Path.Combine(FolderIn(home), name + ".json");

    /// <summary>Reads a gateway's file; null if there is none, or none that can be read whole.</summary>
    public static GatewayRuntime? TryRead(string home, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<GatewayRuntime>(File.ReadAllBytes(PathOf(home, name)), Json);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file in one go: a reader finds the old one or the new one, never half of it.</summary>
    public void Write(string home)
    {
        var path = PathOf(home, Name);
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, this, Json);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Takes the file away, if it is still this gateway's.</summary>
    public void Remove(string home)
    {
        if (TryRead(home, Name) is { } found && found.Secret == Secret)
        {
            File.Delete(PathOf(home, Name));
        }
    }
}
