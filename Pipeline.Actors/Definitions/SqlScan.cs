namespace Pipeline.Actors.Definitions;

/// <summary>Lexical pieces that Spark's and the warehouse's SQL have in common; each answers the index after the piece.</summary>
internal static class SqlScan
{
    public static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    public static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);

    public static bool At(string text, int index, string what) => string.CompareOrdinal(text, index, what, 0, what.Length) == 0;

    public static int While(string text, int index, Func<char, bool> belongs)
    {
        while (index < text.Length && belongs(text[index]))
        {
            index++;
        }

        return index;
    }

    /// <summary>From an opening quote; -1 when it is never closed.</summary>
    /// <param name="text">The SQL.</param>
    /// <param name="index">Where the quote is.</param>
    /// <param name="backslash">Whether a backslash takes the next character with it.</param>
    /// <param name="doubled">Whether a doubled quote stands for one.</param>
    public static int Quoted(string text, int index, bool backslash, bool doubled)
    {
        var quote = text[index++];
        while (index < text.Length)
        {
            if (text[index] == '\\' && backslash)
            {
                index += 2;
            }
            else if (text[index] != quote)
            {
                index++;
            }
            else if (doubled && index + 1 < text.Length && text[index + 1] == quote)
            {
                index += 2;
            }
            else
            {
                return index + 1;
            }
        }

        return -1;
    }

    /// <summary>From <c>/*</c>; such comments nest. -1 when it is never closed.</summary>
    public static int Bracketed(string text, int index)
    {
        var depth = 0;
        while (index < text.Length)
        {
            if (At(text, index, "/*"))
            {
                depth++;
                index += 2;
            }
            else if (At(text, index, "*/"))
            {
                depth--;
                index += 2;
                if (depth == 0)
                {
                    return index;
                }
            }
            else
            {
                index++;
            }
        }

        return -1;
    }

    /// <summary>From <c>${</c>; -1 when no brace closes it in its line.</summary>
    public static int Variable(string text, int index)
    {
        var end = text.AsSpan(index).IndexOfAny('}', '\n');
        return end < 0 || text[index + end] == '\n' ? -1 : index + end + 1;
    }
}
