namespace Pipeline.Actors.Definitions;

internal enum SqlTokenKind
{
    Blank,
    Comment,

    /// <summary>A string literal with its quotes.</summary>
    Literal,

    /// <summary>A quoted identifier with its quotes.</summary>
    QuotedName,

    /// <summary>Letters, digits and underscores: a keyword, a name, a number.</summary>
    Word,

    /// <summary><c>${name}</c>, not filled in yet.</summary>
    Variable,

    /// <summary>Any other single character.</summary>
    Symbol,

    /// <summary>A literal, name or comment that the text ends in.</summary>
    Unclosed,
}

/// <summary>A piece of SQL; the tokens of a text cover it without gaps, so that cutting it never changes what is kept.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Source, int Start, int End)
{
    public string Text => Source[Start..End];

    /// <summary>False for what only separates other tokens.</summary>
    public bool Counts => Kind is not (SqlTokenKind.Blank or SqlTokenKind.Comment);

    public bool Is(char symbol) => Kind == SqlTokenKind.Symbol && Source[Start] == symbol;

    public bool Is(string keyword) =>
        Kind == SqlTokenKind.Word && Source.AsSpan(Start, End - Start).Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsOneOf(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (Is(keyword))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The line of the source, from 1, that it starts in.</summary>
    public int Line => 1 + Source.AsSpan(0, Start).Count('\n');
}
