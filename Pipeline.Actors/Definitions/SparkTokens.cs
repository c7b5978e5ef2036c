using static Pipeline.Actors.Definitions.SqlScan;

namespace Pipeline.Actors.Definitions;

/// <summary>Cuts Spark SQL as Spark 3.5's lexer does, as far as strings, names, comments and words go.</summary>
internal static class SparkTokens
{
    public static IEnumerable<SqlToken> Read(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var (kind, end) = Next(text, start);
            yield return end < 0 || end > text.Length
                ? new SqlToken(SqlTokenKind.Unclosed, text, start, text.Length)
                : new SqlToken(kind, text, start, end);
            start = end < 0 ? text.Length : Math.Min(end, text.Length);
        }
    }

    private static (SqlTokenKind Kind, int End) Next(string text, int start) => text[start] switch
    {
        // Spark reads '' between two literals as concatenation: two tokens, the same text.
        '\'' or '"' => (SqlTokenKind.Literal, Quoted(text, start, backslash: true, doubled: false)),
        'r' or 'R' when start + 1 < text.Length && text[start + 1] is '\'' or '"' =>
            (SqlTokenKind.Literal, Quoted(text, start + 1, backslash: false, doubled: false)),
        '`' => (SqlTokenKind.QuotedName, Quoted(text, start, backslash: false, doubled: true)),
        '-' when At(text, start, "--") => (SqlTokenKind.Comment, LineComment(text, start)),

        // '/*+' opens a hint, which is code.
        '/' when At(text, start, "/*") && !At(text, start, "/*+") => (SqlTokenKind.Comment, Bracketed(text, start)),
        '$' when At(text, start, "${") && Variable(text, start) is > 0 and var end => (SqlTokenKind.Variable, end),
        var c when IsBlank(c) => (SqlTokenKind.Blank, While(text, start, IsBlank)),
        var c when IsWord(c) => (SqlTokenKind.Word, While(text, start, IsWord)),
        _ => (SqlTokenKind.Symbol, start + 1),
    };

    /// <summary>A backslash at the end of a comment's line takes the next line with it.</summary>
    private static int LineComment(string text, int index)
    {
        while (index < text.Length && text[index] is not ('\r' or '\n'))
        {
            index += At(text, index, "\\\n") ? 2 : 1;
        }

        return index;
    }
}
