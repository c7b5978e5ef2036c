using System.Globalization;
using System.Text;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>Reads the inside of a JSON string, strictly: UTF-8, escapes, no bare control characters.</summary>
internal static class JacksonText
{
    /// <summary>Reads on behind the opening quote, past the closing one.</summary>
    public static string Read(JacksonSource source, bool insideValue)
    {
        var text = new StringBuilder();
        while (true)
        {
            var lead = source.Read();
            switch (lead)
            {
                case -1:
                    throw new JacksonException(
                        "Unexpected end-of-input: was expecting closing quote for a string value" + source.Here, insideValue);
                case '"':
                    return text.ToString();
                case '\\':
                    text.Append(Escape(source, insideValue));
                    break;
                case < 0x20:
                    throw new JacksonException(
                        $"Illegal unquoted character ((CTRL-CHAR, code {lead})): has to be escaped using backslash to be included in string value"
                        + source.Here,
                        insideValue);
                case < 0x80:
                    text.Append((char)lead);
                    break;
                default:
                    text.Append(MultiByte(source, lead, insideValue).ToString());
                    break;
            }
        }
    }

    private static char Escape(JacksonSource source, bool insideValue)
    {
        var escaped = source.Read();
        return escaped switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            '"' or '\\' or '/' => (char)escaped,
            'u' => Hexadecimal(source, insideValue),
            -1 => throw new JacksonException("Unexpected end-of-input in character escape sequence" + source.Here, insideValue),
            _ => throw new JacksonException(
                $"Unrecognized character escape '{(char)escaped}' (code {escaped})" + source.Here, insideValue),
        };
    }

    private static char Hexadecimal(JacksonSource source, bool insideValue)
    {
        var from = source.Position;
        for (var digits = 0; digits < 4; digits++)
        {
            var digit = source.Read();
            if (digit < 0 || !char.IsAsciiHexDigit((char)digit))
            {
                throw new JacksonException(
                    $"Unexpected character ('{(char)Math.Max(digit, 0)}' (code {digit})): expected a hex-digit for character escape sequence"
                    + source.Here,
                    insideValue);
            }
        }

        return (char)ushort.Parse(source.Slice(from), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static Rune MultiByte(JacksonSource source, int lead, bool insideValue)
    {
        var length = lead switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => throw new JacksonException($"Invalid UTF-8 start byte 0x{lead:x2}" + source.Here, insideValue),
        };
        var from = source.Position - 1;
        for (var more = 1; more < length; more++)
        {
            var next = source.Read();
            if (next is < 0x80 or > 0xBF)
            {
                throw new JacksonException($"Invalid UTF-8 middle byte 0x{next & 0xFF:x2}" + source.Here, insideValue);
            }
        }

        return Rune.DecodeFromUtf8(source.Slice(from), out var rune, out _) == System.Buffers.OperationStatus.Done
            ? rune
            : throw new JacksonException($"Invalid UTF-8 start byte 0x{lead:x2}" + source.Here, insideValue);
    }
}
