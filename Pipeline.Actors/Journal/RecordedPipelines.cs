using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Journal;

/// <summary>
/// Equal recorded pipelines are one object in memory: a first event carries every script and code list, most runs carry the same
/// ones, and a service may take up thousands of runs at once. They are known by the digest of their text, and held by the runs only.
/// </summary>
public static class RecordedPipelines
{
    private static readonly ConcurrentDictionary<string, WeakReference<RecordedPipeline>> Known = new(StringComparer.Ordinal);

    /// <summary>The equal one that a run has already, or this one.</summary>
    public static RecordedPipeline Share(RecordedPipeline pipeline) =>
        Share(JsonSerializer.SerializeToUtf8Bytes(pipeline, EventJson.Options), _ => pipeline);

    /// <summary>A run's first event, whose pipeline is parsed only if no run has an equal one.</summary>
    public static RunRequested Read(byte[] json)
    {
        var (start, end) = FindPipeline(json);
        if (start == end)
        {
            throw new JsonException("it has no pipeline");
        }

        var pipeline = Share(json.AsSpan(start, end - start), text =>
            JsonSerializer.Deserialize<RecordedPipeline>(text, EventJson.Options) ?? throw new JsonException("its pipeline is null"));
        byte[] rest = [.. json.AsSpan(0, start), .. "null"u8, .. json.AsSpan(end)];
        return (JsonSerializer.Deserialize<RunRequested>(rest, EventJson.Options) ?? throw new JsonException("it is null")) with { Pipeline = pipeline };
    }

    private delegate RecordedPipeline Parse(ReadOnlySpan<byte> text);

    private static RecordedPipeline Share(ReadOnlySpan<byte> text, Parse parse)
    {
        var digest = Convert.ToHexString(SHA256.HashData(text));
        if (Known.TryGetValue(digest, out var held) && held.TryGetTarget(out var known))
        {
            return known;
        }

        var pipeline = parse(text);
        Forget();
        Known[digest] = new WeakReference<RecordedPipeline>(pipeline);
        return pipeline;
    }

    private static void Forget()
    {
        foreach (var (digest, held) in Known)
        {
            if (!held.TryGetTarget(out _))
            {
                Known.TryRemove(digest, out _);
            }
        }
    }

    /// <summary>Where the value of the top-level property <c>pipeline</c> stands.</summary>
    private static (int Start, int End) FindPipeline(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isPipeline = reader.ValueTextEquals("pipeline"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isPipeline)
            {
                return (start, (int)reader.BytesConsumed);
            }
        }

        return (0, 0);
    }
}
