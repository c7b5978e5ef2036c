using System.Globalization;
using System.Text.Json;

namespace Pipeline.Host.Journals;

/// <summary>The service that holds a journal, as others are told.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Host">The machine that it runs on.</param>
/// <param name="Home">Its <c>pipeline.home</c>.</param>
/// <param name="StartedAt">For people.</param>
public sealed record JournalHolder(int Pid, string Host, string Home, DateTimeOffset StartedAt)
{
    /// <summary>Held, but the holder has not written down yet who it is.</summary>
    public static readonly JournalHolder Unknown = new(0, "", "", default);

    public static JournalHolder OfThisProcess(string home, TimeProvider time) =>
        new(System.Environment.ProcessId, System.Environment.MachineName, home, time.GetUtcNow());

    public static JournalHolder Read(string? text)
    {
        try
        {
            return text is null ? Unknown : JsonSerializer.Deserialize<JournalHolder>(text, JsonSerializerOptions.Web) ?? Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Whether a command that works in this home will find its service file.</summary>
    public bool IsOf(string home) => Home == home && Host == System.Environment.MachineName;

    public override string ToString() => Pid == 0
        ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"pid {Pid} on {Host}, home {Home}, started {StartedAt:u}");
}
