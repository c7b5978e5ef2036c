using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>
/// The bytes of a recorded request. The recorder was a Python program: an object went out as its json module writes it (which the columns
/// in Livy's error messages depend on), a text as it is, and bytes stand in the recording as a Python literal.
/// </summary>
internal static class RecordedRequestBody
{
    public static byte[]? Bytes(JsonElement request)
    {
        if (!request.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (body.ValueKind != JsonValueKind.String)
        {
            return Encoding.UTF8.GetBytes(Write(body));
        }

        var text = body.GetString()!;
        return text.StartsWith("b'", StringComparison.Ordinal) ? Literal(text[2..^1]) : Encoding.UTF8.GetBytes(text);
    }

    private static string Write(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(", ", json.EnumerateObject().Select(p => $"{Quote(p.Name)}: {Write(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", json.EnumerateArray().Select(Write)) + "]",
        JsonValueKind.String => Quote(json.GetString()!),
        _ => json.GetRawText(),
    };

    private static string Quote(string text) => JsonSerializer.Serialize(text, RelaxedJson.Options);

    private static byte[] Literal(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            i++;
            if (text[i] == 'x')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }
}
