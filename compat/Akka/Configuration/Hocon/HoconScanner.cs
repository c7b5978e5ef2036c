using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads the characters of a HOCON text: where it stands, what comes next, and the lexical units.</summary>
internal sealed class HoconScanner(string text)
{
    private const string NeverUnquoted = "$\"{}[]:=,#`^?!@*&\\";
    private int _at;

    public bool AtEnd => _at >= text.Length;

    public int Position => _at;

    public char Peek() => AtEnd ? '\0' : text[_at];

    public bool At(string expected) => string.CompareOrdinal(text, _at, expected, 0, expected.Length) == 0;

    /// <summary>As <see cref="At"/>, but the last character of a text is never seen: so the original reads it.</summary>
    private bool AtBeforeEnd(string expected) => _at + expected.Length < text.Length && At(expected);

    public bool AtAssignment() => AtBeforeEnd("=") || AtBeforeEnd(":");

    public bool AtComment() => AtBeforeEnd("#") || AtBeforeEnd("//");

    public bool AtBlank() => AtBeforeEnd(" ") || AtBeforeEnd("\t");

    public bool AtUnquotedText() => AtUnquoted() && !char.IsWhiteSpace(Peek());

    public bool AtKeyText() => AtUnquoted() && Peek() != '.';

    public bool AtValue() => At("[") || At("{") || At("${") || At("\"") || AtUnquotedText();

    public bool AtInclude()
    {
        if (!At("include"))
            return false;
        var start = _at;
        _at += "include".Length;
        var spaced = char.IsWhiteSpace(Peek()) || AtComment();
        SkipBlanksAndComments();
        var quoted = At("\"");
        _at = start;
        return spaced && quoted;
    }

    public void Skip(int count) => _at = Math.Min(_at + count, text.Length);

    public void SkipBlanksAndComments()
    {
        while (true)
        {
            while (!AtEnd && char.IsWhiteSpace(text[_at]))
                _at++;
            if (!AtComment())
                return;
            var end = text.IndexOf('\n', _at);
            _at = end < 0 ? text.Length : end + 1;
        }
    }

    public string TakeKeyText() => TakeWhile(AtKeyText).Trim();

    public string TakeUnquotedText()
    {
        var taken = TakeWhile(AtUnquotedText);
        if (AtAssignment())
        {
            throw new ConfigurationException(
                $"{Where()}: the unquoted text '{taken}' is followed by '{Peek()}'. Put curly brackets around an object, and double quotes around a text such as a URI.");
        }

        return taken;
    }

    public string TakeBlanks() => TakeWhile(AtBlank);

    public string TakeSubstitutionPath()
    {
        Skip("${".Length);
        var path = TakeWhile(AtUnquotedText);
        Skip("}".Length);
        return path;
    }

    public string TakeTripleQuoted()
    {
        Skip(3);
        var end = text.IndexOf("\"\"\"", _at, StringComparison.Ordinal);
        var taken = end < 0 ? text[_at..] : text[_at..end];
        Skip(taken.Length + 3);
        return taken;
    }

    public string TakeQuoted()
    {
        Skip(1);
        var taken = new StringBuilder();
        while (!AtEnd && Peek() != '"')
            taken.Append(Peek() == '\\' ? TakeEscape() : text[_at++]);
        Skip(1);
        return taken.ToString();
    }

    /// <summary>Line and column for a message.</summary>
    public string Where()
    {
        var before = text.AsSpan(0, Math.Min(_at, text.Length));
        return $"line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }

    private char TakeEscape()
    {
        Skip(1);
        var escaped = Peek();
        Skip(1);
        switch (escaped)
        {
            case '"' or '\\' or '/': return escaped;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 <= text.Length:
                Skip(4);
                return (char)int.Parse(text.AsSpan(_at - 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            default: throw new FormatException($"{Where()}: unknown escape code: {escaped}");
        }
    }

    private bool AtUnquoted() => !AtEnd && !NeverUnquoted.Contains(Peek()) && !AtComment();

    private string TakeWhile(Func<bool> condition)
    {
        var start = _at;
        while (condition())
            _at++;
        return text[start.._at];
    }
}
