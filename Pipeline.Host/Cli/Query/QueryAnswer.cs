using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Query;

/// <param name="Name">As the query calls it.</param>
/// <param name="Type">PostgreSQL's name of its type.</param>
internal sealed record QueryColumn(string Name, string Type);

/// <summary>A query's rows; every value is PostgreSQL's own text, so that no number is rounded on its way.</summary>
internal sealed record QueryAnswer(ImmutableArray<QueryColumn> Columns, ImmutableArray<ImmutableArray<string?>> Rows)
{
    private static readonly string[] Numbers = ["smallint", "integer", "bigint", "real", "double precision", "numeric"];
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToText()
    {
        var table = new TextTable([.. Columns.Select(column => column.Name)]).Rows(Rows, row => [.. row.Select(cell => cell ?? "NULL")]);
        return $"{table}({Words.Plural(Rows.Length, "row")})\n";
    }

    /// <summary>An array of objects.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartArray();
            foreach (var row in Rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < row.Length; i++)
                {
                    json.WritePropertyName(Columns[i].Name);
                    Write(json, Columns[i].Type, row[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string type, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else if (type == "boolean")
        {
            json.WriteBooleanValue(text == "t");
        }
        else if (Numbers.Contains(type.Split('(')[0]))
        {
            WriteNumber(json, text);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    /// <summary>JSON has no NaN and no infinity: they stay texts.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string text)
    {
        if (text.AsSpan().ContainsAnyExcept("0123456789+-.eE"))
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteRawValue(text);
        }
    }
}
