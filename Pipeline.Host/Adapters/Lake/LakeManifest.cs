using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors.Lakes;

namespace Pipeline.Host.Adapters.Lake;

/// <summary>An output's manifest in Redshift's form, with the rows and schema that its COPY passes over.</summary>
internal static class LakeManifest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static string Write(OutputManifest manifest) => JsonSerializer.Serialize(
        new File(
            [.. manifest.Objects.Select(part => new Entry(part.Url, true, new Meta(part.Bytes)))],
            manifest.Rows,
            [.. manifest.Columns.Select(column => new Field(column.Name, column.Type))]),
        Json);

    /// <summary>Throws a <see cref="JsonException"/> for a text that is no manifest.</summary>
    public static OutputManifest Read(string location, string text) =>
        JsonSerializer.Deserialize<File>(text, Json) is { Entries: { } entries, Schema: { } schema, Rows: { } rows }
        && entries.All(entry => entry is { Url: not null, Meta: not null }) && schema.All(field => field is { Name: not null, Type: not null })
            ? new OutputManifest(
                location,
                [.. entries.Select(entry => new LakeObject(entry.Url, entry.Meta.ContentLength))],
                rows,
                [.. schema.Select(field => new OutputColumn(field.Name, field.Type))])
            : throw new JsonException("entries, rows or schema are missing");

    private sealed record File(Entry[]? Entries, long? Rows, Field[]? Schema);

    private sealed record Entry(string Url, bool Mandatory, Meta Meta);

    private sealed record Meta(long ContentLength);

    private sealed record Field(string Name, string Type);
}
