using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Warehouse;

/// <summary>One statement of a script.</summary>
/// <param name="Start">Where it begins in the script's text.</param>
/// <param name="Text">Without the semicolon.</param>
internal sealed record SqlStatement(int Start, string Text);

/// <summary>Cuts a warehouse script into the statements that are sent one by one, so that an error's position can be told.</summary>
internal static class SqlStatements
{
    /// <summary>Refuses what would end the transaction that the adapter holds around the script.</summary>
    public static ImmutableArray<SqlStatement> Split(SqlScript script)
    {
        var statements = ImmutableArray.CreateBuilder<SqlStatement>();
        var tokens = new List<SqlToken>();
        foreach (var token in WarehouseTokens.Read(script.Text).Where(token => token.Counts))
        {
            if (token.Is(';'))
            {
                Add(script, statements, tokens);
            }
            else
            {
                tokens.Add(token);
            }
        }

        Add(script, statements, tokens);
        return statements.ToImmutable();
    }

    /// <summary>The script's only statement.</summary>
    public static SqlStatement Single(SqlScript script) => Split(script) is [var only]
        ? only
        : throw PortFailureException.Permanent($"{script.Name} has to be one query, and is {Split(script).Length} statements.");

    private static void Add(SqlScript script, ImmutableArray<SqlStatement>.Builder statements, List<SqlToken> tokens)
    {
        if (tokens.Count == 0)
        {
            return;
        }

        var first = tokens[0];
        if (first.IsOneOf("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"))
        {
            throw PortFailureException.Permanent(
                $"{script.Name}, line {first.Line}: {first.Text.ToUpperInvariant()} has no place here: the script runs in one transaction already, as a whole. Take it out.");
        }

        statements.Add(new SqlStatement(first.Start, script.Text[first.Start..tokens[^1].End]));
        tokens.Clear();
    }
}
