using System.Collections.Immutable;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Definitions;

/// <summary>A <c>CREATE TABLE name (columns) attributes</c> as it was found in a script.</summary>
/// <param name="Name">Without its schema; unquoted names in lower case, as the warehouse keeps them.</param>
/// <param name="Line">Where the statement starts.</param>
/// <param name="Columns">Without table constraints.</param>
/// <param name="Definitions">Each column's tokens, beside <paramref name="Columns"/>.</param>
/// <param name="Tail">What follows the closing parenthesis.</param>
/// <param name="Closed">False when the parenthesis is never closed.</param>
internal sealed record CreateTable(
    string Name,
    int Line,
    ImmutableArray<TableColumn> Columns,
    ImmutableArray<ImmutableArray<SqlToken>> Definitions,
    ImmutableArray<SqlToken> Tail,
    bool Closed)
{
    private static readonly string[] TableConstraints = ["PRIMARY", "FOREIGN", "UNIQUE", "CONSTRAINT", "CHECK", "EXCLUDE", "LIKE"];

    private static readonly string[] ColumnConstraints =
    [
        "NOT", "NULL", "PRIMARY", "UNIQUE", "REFERENCES", "DEFAULT", "CHECK", "CONSTRAINT", "COLLATE", "GENERATED", "IDENTITY",
        "ENCODE", "DISTKEY", "SORTKEY",
    ];

    /// <summary>Every one of a script that lists columns; <c>CREATE TABLE ... AS</c> without a list is none.</summary>
    public static IEnumerable<CreateTable> Find(string sql)
    {
        var tokens = new TokenCursor(WarehouseTokens.Read(sql));
        while (!tokens.AtEnd)
        {
            if (TryRead(tokens) is { } table)
            {
                yield return table;
            }

            while (!tokens.AtEnd && !tokens.Take(';'))
            {
                tokens.Skip();
            }
        }
    }

    private static CreateTable? TryRead(TokenCursor tokens)
    {
        var line = tokens.AtEnd ? 0 : tokens.Current.Line;
        if (!tokens.Take("CREATE"))
        {
            return null;
        }

        while (tokens.Current.IsOneOf("LOCAL", "GLOBAL", "TEMP", "TEMPORARY", "UNLOGGED"))
        {
            tokens.Skip();
        }

        if (!tokens.Take("TABLE"))
        {
            return null;
        }

        if (tokens.Current.Is("IF") && tokens.Peek(1).Is("NOT") && tokens.Peek(2).Is("EXISTS"))
        {
            tokens.Skip();
            tokens.Skip();
            tokens.Skip();
        }

        var name = tokens.Skip();
        while (tokens.Take('.'))
        {
            name = tokens.Skip();
        }

        return tokens.Current.Is('(') ? Listed(Unquoted(name), line, tokens) : null;
    }

    private static CreateTable Listed(string name, int line, TokenCursor tokens)
    {
        var inside = tokens.SkipParentheses();
        var columns = Elements(inside ?? []).Where(element => !element[0].IsOneOf(TableConstraints)).ToImmutableArray();
        var tail = ImmutableArray.CreateBuilder<SqlToken>();
        while (!tokens.AtEnd && !tokens.Current.Is(';'))
        {
            tail.Add(tokens.Skip());
        }

        return new CreateTable(
            name, line, [.. columns.Select(element => new TableColumn(Unquoted(element[0]), Type(element)))], columns, tail.ToImmutable(), inside is not null);
    }

    /// <summary>Splits at the commas outside of parentheses.</summary>
    private static IEnumerable<ImmutableArray<SqlToken>> Elements(SqlToken[] tokens)
    {
        var element = ImmutableArray.CreateBuilder<SqlToken>();
        var depth = 0;
        foreach (var token in tokens)
        {
            depth += token.Is('(') ? 1 : token.Is(')') ? -1 : 0;
            if (depth > 0 || !token.Is(','))
            {
                element.Add(token);
            }
            else if (element.Count > 0)
            {
                yield return element.ToImmutable();
                element.Clear();
            }
        }

        if (element.Count > 0)
        {
            yield return element.ToImmutable();
        }
    }

    private static string Type(ImmutableArray<SqlToken> element)
    {
        var type = "";
        var afterWord = false;
        foreach (var token in element.Skip(1).TakeWhile(token => !token.IsOneOf(ColumnConstraints)))
        {
            var word = token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
            type += (word && (afterWord || type.EndsWith(')')) ? " " : "") + token.Text;
            afterWord = word;
        }

        return type;
    }

    private static string Unquoted(SqlToken token) =>
        token.Kind == SqlTokenKind.QuotedName ? token.Text[1..^1].Replace("\"\"", "\"") : token.Text.ToLowerInvariant();
}
