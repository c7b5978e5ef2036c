using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Host.Local;

/// <summary>How a process of the local environment is found again: it writes this, for its owner's eyes only, once it takes requests.</summary>
/// <param name="Name">The cluster's name, or <c>postgres</c>.</param>
/// <param name="Process">The process that answers for it.</param>
/// <param name="StartedAt">For people; <paramref name="Process"/> decides.</param>
/// <param name="Port">Where it listens on loopback.</param>
/// <param name="Url">The same as a URL; holds no secret.</param>
/// <param name="User">Whom to log in as.</param>
/// <param name="Secret">Made at this start.</param>
public sealed record RuntimeFile(string Name, ProcessIdentity Process, DateTimeOffset StartedAt, int Port, string Url, string User, string Secret)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [JsonIgnore]
    public bool IsAlive => Process.Lives;

    /// <summary>The file's content, of a living process or not; null where there is none or it is no such file.</summary>
    public static RuntimeFile? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RuntimeFile>(File.ReadAllText(path), Json) is { Name: not null, Url: not null, User: not null, Secret: not null } file
                ? file
                : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="Read"/>, of a living process only.</summary>
    public static RuntimeFile? ReadAlive(string path) => Read(path) is { IsAlive: true } file ? file : null;

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, Json), AtomicFile.Private);

    /// <summary>Removes the file if it is still this process's own.</summary>
    public void Remove(string path)
    {
        if (Read(path)?.Process == Process)
        {
            File.Delete(path);
        }
    }

    /// <summary>Without the secret: records print themselves into logs and messages.</summary>
    public override string ToString() => $"{Name} at {Url}, process {Process}";
}
