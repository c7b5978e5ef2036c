using System.Collections.Immutable;
using System.Text.Json;

namespace Pipeline.Host.Local.Warehouses;

/// <summary>A run's database, as its comment tells; kept after the run for queries.</summary>
/// <param name="Database">Its name: <c>&lt;pipeline&gt;_&lt;runId&gt;</c> with <c>-</c> as <c>_</c>.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Run">The run.</param>
/// <param name="Journal">Whose run: another journal's are never touched.</param>
/// <param name="StartedAt">When the run asked for it.</param>
public sealed record KeptDatabase(string Database, string Pipeline, string Run, string Journal, DateTimeOffset StartedAt)
{
    /// <summary>How many of a pipeline's are kept.</summary>
    public const int Kept = 5;

    public static string NameFor(string pipeline, string run) => $"{pipeline}_{run}".Replace('-', '_');

    /// <summary>What stands in the database's comment.</summary>
    public string ToComment() => JsonSerializer.Serialize(new Comment(Pipeline, Run, Journal, StartedAt), JsonSerializerOptions.Web);

    /// <summary>Null for a database that is no run's.</summary>
    public static KeptDatabase? Read(string database, string? comment)
    {
        try
        {
            return comment is not null && JsonSerializer.Deserialize<Comment>(comment, JsonSerializerOptions.Web) is { Pipeline: not null, Run: not null, Journal: not null } of
                ? new KeptDatabase(database, of.Pipeline, of.Run, of.Journal, of.StartedAt)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Which of the databases are dropped when a warehouse of this pipeline ends: all but the last ones, and never one in use.</summary>
    public static ImmutableArray<KeptDatabase> ToDrop(IEnumerable<KeptDatabase> databases, string pipeline, string journal, IReadOnlySet<string> inUse) =>
    [
        .. databases.Where(database => database.Pipeline == pipeline && database.Journal == journal)
            .OrderByDescending(database => database.StartedAt).ThenByDescending(database => database.Run, StringComparer.Ordinal)
            .Skip(Kept)
            .Where(database => !inUse.Contains(database.Database)),
    ];

    private sealed record Comment(string? Pipeline, string? Run, string? Journal, DateTimeOffset StartedAt);
}
