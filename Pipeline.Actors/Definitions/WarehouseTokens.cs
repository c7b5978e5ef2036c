using static Pipeline.Actors.Definitions.SqlScan;

namespace Pipeline.Actors.Definitions;

/// <summary>Cuts the warehouse's SQL as PostgreSQL's lexer does; a backslash escapes in <c>E'...'</c> only.</summary>
internal static class WarehouseTokens
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
        '\'' => (SqlTokenKind.Literal, Quoted(text, start, backslash: false, doubled: true)),
        'e' or 'E' when At(text, start + 1, "'") => (SqlTokenKind.Literal, Quoted(text, start + 1, backslash: true, doubled: true)),
        '"' => (SqlTokenKind.QuotedName, Quoted(text, start, backslash: false, doubled: true)),
        '-' when At(text, start, "--") => (SqlTokenKind.Comment, While(text, start, c => c is not ('\r' or '\n'))),
        '/' when At(text, start, "/*") => (SqlTokenKind.Comment, Bracketed(text, start)),
        '$' when At(text, start, "${") && Variable(text, start) is > 0 and var end => (SqlTokenKind.Variable, end),
        '$' when DollarTag(text, start) is { } tag => (SqlTokenKind.Literal, DollarQuoted(text, start, tag)),
        var c when IsBlank(c) => (SqlTokenKind.Blank, While(text, start, IsBlank)),

        // A dollar may stand inside of a name: 'a$b$' opens no quote.
        var c when IsWord(c) => (SqlTokenKind.Word, While(text, start, c => IsWord(c) || c == '$')),
        _ => (SqlTokenKind.Symbol, start + 1),
    };

    /// <summary><c>$$</c> or <c>$name$</c>, if it stands here; <c>$1</c> is a placeholder.</summary>
    private static string? DollarTag(string text, int start)
    {
        var end = While(text, start + 1, IsWord);
        return end < text.Length && text[end] == '$' && !char.IsAsciiDigit(text[start + 1]) ? text[start..(end + 1)] : null;
    }

    private static int DollarQuoted(string text, int start, string tag)
    {
        var close = text.IndexOf(tag, start + tag.Length, StringComparison.Ordinal);
        return close < 0 ? -1 : close + tag.Length;
    }
}
