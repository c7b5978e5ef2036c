using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>How answers are written: camelCase, states as their words, times in UTC, durations in seconds.</summary>
public static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The same for people: one property a line.</summary>
    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    public static JsonSerializerOptions Configure(JsonSerializerOptions json)
    {
        // Answers are never put into HTML: a name with an umlaut or a quote stays readable.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new PhaseConverter());
        json.Converters.Add(new RunIdConverter());
        json.Converters.Add(new UtcConverter());
        json.Converters.Add(new SecondsConverter());
        json.Converters.Add(new JsonStringEnumConverter<JobKind>(new LowerCase()));
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        return json;
    }

    private sealed class LowerCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToLowerInvariant();
    }

    private sealed class PhaseConverter : JsonConverter<RunPhase>
    {
        public override RunPhase Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            PhaseWords.Parse(reader.GetString()) ?? throw new JsonException($"'{reader.GetString()}' is no run state.");

        public override void Write(Utf8JsonWriter writer, RunPhase value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
    }

    private sealed class RunIdConverter : JsonConverter<RunId>
    {
        public override RunId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            RunId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException($"'{reader.GetString()}' is no run id.");

        public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
    }
}
