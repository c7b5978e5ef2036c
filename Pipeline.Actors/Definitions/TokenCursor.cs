namespace Pipeline.Actors.Definitions;

/// <summary>Walks over the tokens that count; past the end it stays on an empty token that is nothing.</summary>
internal sealed class TokenCursor(IEnumerable<SqlToken> tokens)
{
    private static readonly SqlToken None = new(SqlTokenKind.Blank, "", 0, 0);
    private readonly SqlToken[] tokens = [.. tokens.Where(token => token.Counts)];
    private int at;

    public SqlToken Current => Peek(0);

    public bool AtEnd => at >= tokens.Length;

    public SqlToken Peek(int ahead) => at + ahead < tokens.Length ? tokens[at + ahead] : None;

    public SqlToken Skip() => at < tokens.Length ? tokens[at++] : None;

    /// <summary>Steps over the keyword if it is here.</summary>
    public bool Take(string keyword) => Step(Current.Is(keyword));

    public bool Take(char symbol) => Step(Current.Is(symbol));

    /// <summary>From an opening parenthesis to behind the one that closes it; answers what stands between, null when none closes it.</summary>
    public SqlToken[]? SkipParentheses()
    {
        var (first, depth) = (at + 1, 0);
        while (!AtEnd)
        {
            var token = Skip();
            depth += token.Is('(') ? 1 : token.Is(')') ? -1 : 0;
            if (depth <= 0)
            {
                return tokens[Math.Min(first, at - 1)..(at - 1)];
            }
        }

        return null;
    }

    /// <summary>Goes to the keyword, outside of parentheses; false at the end.</summary>
    public bool SkipTo(string keyword)
    {
        while (!AtEnd && !Current.Is(keyword))
        {
            if (Current.Is('('))
            {
                SkipParentheses();
            }
            else
            {
                Skip();
            }
        }

        return !AtEnd;
    }

    private bool Step(bool here)
    {
        at += here ? 1 : 0;
        return here;
    }
}
