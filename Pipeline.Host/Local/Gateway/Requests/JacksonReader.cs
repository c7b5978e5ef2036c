using System.Text;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>
/// Reads a request's body as Livy's Jackson does: whatever follows the first value is not looked at, a doubled key counts the last time,
/// and faults are told in Jackson's words and with its line and column, because clients match on them.
/// </summary>
internal sealed class JacksonReader(byte[] body)
{
    private const string AnyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    /// <summary>Jackson's own limit of nesting.</summary>
    private const int DeepestNesting = 1000;

    private readonly JacksonSource _source = new(body);
    private int _depth;

    /// <summary>Where the reader stands.</summary>
    public JacksonPlace Here => _source.Here;

    /// <summary>The body's value if it is no object, else null, standing before the object's first property.</summary>
    public JacksonValue? ReadUnlessObject(out JacksonPlace start)
    {
        _source.SkipSpace();
        start = Here;
        if (_source.AtEnd)
        {
            throw new JacksonException("No content to map due to end-of-input" + new JacksonPlace(1, 0));
        }

        if (_source.Peek() == '{')
        {
            _source.Read();
            return null;
        }

        // Of a value that cannot be used anyway Jackson reads no more than its first token.
        return _source.Peek() == '[' ? new JacksonValue(JacksonKind.Array, "", start) : ReadValue(insideValue: false);
    }

    /// <summary>Reads the properties of the body's object one by one; the binder names the one whose value is at fault.</summary>
    public void ReadProperties(JacksonPlace start, JacksonBinder binder, Action<string, JacksonValue> property) =>
        ReadMembers(start, insideValue: false, name =>
        {
            try
            {
                property(name, ReadValue(insideValue: false));
            }
            catch (JacksonException fault) when (fault.InsideValue)
            {
                throw binder.Named(name, fault.Message);
            }
        });

    private void ReadMembers(JacksonPlace start, bool insideValue, Action<string> member)
    {
        for (var first = true; ; first = false)
        {
            var next = ReadMark(start, insideValue);
            if (next == '}')
            {
                return;
            }

            if (!first)
            {
                if (next != ',')
                {
                    throw new JacksonException(Unexpected(next) + ": was expecting comma to separate Object entries" + Here, insideValue);
                }

                next = ReadMark(start, insideValue);
            }

            if (next != '"')
            {
                throw new JacksonException(
                    Unexpected(next) + ": was expecting double-quote to start field name" + Here, insideValue);
            }

            var name = JacksonText.Read(_source, insideValue);
            if (ReadMark(start, insideValue) is var colon && colon != ':')
            {
                throw new JacksonException(Unexpected(colon) + ": was expecting a colon to separate field name and value" + Here, insideValue);
            }

            _source.SkipSpace();
            if (_source.AtEnd)
            {
                throw Unclosed("Object", start, insideValue);
            }

            member(name);
        }
    }

    private JacksonValue ReadValue(bool insideValue)
    {
        _source.SkipSpace();
        var start = Here;
        var from = _source.Position;
        var lead = _source.Read();
        if (lead is '{' or '[' && ++_depth > DeepestNesting)
        {
            throw new JacksonException(
                $"Document nesting depth ({_depth}) exceeds the maximum allowed ({DeepestNesting})" + Here, insideValue);
        }

        switch (lead)
        {
            case '"':
                var opened = Here;
                return new JacksonValue(JacksonKind.Text, JacksonText.Read(_source, insideValue: true), start) { AfterToken = opened };
            case '{':
                var after = Here;
                var members = new List<KeyValuePair<string, JacksonValue>>();
                ReadMembers(start, insideValue: true, name => members.Add(new(name, ReadValue(insideValue: true))));
                _depth--;
                return new JacksonValue(JacksonKind.Object, "", start) { Members = members, AfterToken = after };
            case '[':
                return ReadArray(start);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber(from, start, insideValue);
            case 't' or 'f' or 'n':
                return ReadWord(from, start, insideValue);
            default:
                throw lead is '_' || char.IsAsciiLetter((char)lead)
                    ? UnknownToken(from, insideValue)
                    : new JacksonException(Unexpected(lead) + $": expected a valid value {AnyValue}" + Here, insideValue);
        }
    }

    private JacksonValue ReadArray(JacksonPlace start)
    {
        var after = Here;
        var items = new List<JacksonValue>();
        for (var first = true; ; first = false)
        {
            _source.SkipSpace();
            if (first && _source.Peek() is not ']' and not -1)
            {
                items.Add(ReadValue(insideValue: true));
                continue;
            }

            switch (_source.Read())
            {
                case ']':
                    _depth--;
                    return new JacksonValue(JacksonKind.Array, "", start) { Items = items, AfterToken = after };
                case ',' when !first:
                    items.Add(ReadValue(insideValue: true));
                    break;
                case -1:
                    throw Unclosed("Array", start, insideValue: true);
                case var other:
                    throw new JacksonException(Unexpected(other) + ": was expecting comma to separate Array entries" + Here, insideValue: true);
            }
        }
    }

    private JacksonValue ReadNumber(int from, JacksonPlace start, bool insideValue)
    {
        while (_source.Peek() is '+' or '-' or '.' or 'e' or 'E' or (>= '0' and <= '9'))
        {
            _source.Read();
        }

        var text = Encoding.ASCII.GetString(_source.Slice(from));
        var kind = text.AsSpan().IndexOfAny(".eE") < 0 ? JacksonKind.Int : JacksonKind.Float;
        return JacksonNumber.IsValid(text)
            ? new JacksonValue(kind, text, start) { AfterToken = Here }
            : throw new JacksonException($"Invalid numeric value: '{text}'" + Here, insideValue);
    }

    private JacksonValue ReadWord(int from, JacksonPlace start, bool insideValue)
    {
        while (_source.Peek() is var next and >= 0 && char.IsAsciiLetterOrDigit((char)next))
        {
            _source.Read();
        }

        return Encoding.ASCII.GetString(_source.Slice(from)) switch
        {
            "true" => new JacksonValue(JacksonKind.True, "true", start) { AfterToken = Here },
            "false" => new JacksonValue(JacksonKind.False, "false", start) { AfterToken = Here },
            "null" => new JacksonValue(JacksonKind.Null, "null", start) { AfterToken = Here },
            _ => throw UnknownToken(from, insideValue),
        };
    }

    // The next byte between an object's properties.
    private int ReadMark(JacksonPlace start, bool insideValue)
    {
        _source.SkipSpace();
        return _source.AtEnd ? throw Unclosed("Object", start, insideValue) : _source.Read();
    }

    private JacksonException UnknownToken(int from, bool insideValue)
    {
        while (_source.Peek() is var next and >= 0 && (next is '_' or '$' || char.IsAsciiLetterOrDigit((char)next)))
        {
            _source.Read();
        }

        var token = Encoding.ASCII.GetString(_source.Slice(from));

        // Jackson has read one character more by the time it complains.
        _source.Read();
        return new JacksonException($"Unrecognized token '{token}': was expecting {AnyValue}" + Here, insideValue);
    }

    private JacksonException Unclosed(string container, JacksonPlace start, bool insideValue) => new(
        $"Unexpected end-of-input: expected close marker for {container} (start marker at "
        + $"{start.ToString().TrimStart('\n', ' ')["at ".Length..]}){Here}",
        insideValue);

    private static string Unexpected(int character) => $"Unexpected character ('{(char)character}' (code {character}))";
}
