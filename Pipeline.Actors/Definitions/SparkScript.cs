using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <param name="Text">As written, without the blanks around it and without its semicolon.</param>
/// <param name="Line">The line of the script, from 1, that it starts in.</param>
public sealed record ScriptStatement(string Text, int Line);

/// <summary>A script of Spark SQL as the statements that are posted one by one.</summary>
public static class SparkScript
{
    /// <summary>Splits at every <c>;</c> outside of strings, names and comments; pieces of blanks and comments only are dropped.</summary>
    public static ImmutableArray<ScriptStatement> Split(string text)
    {
        var statements = ImmutableArray.CreateBuilder<ScriptStatement>();
        var (start, counts) = (0, false);
        foreach (var token in SparkTokens.Read(text))
        {
            if (!token.Is(';'))
            {
                // What is never closed counts too: Spark has to name that error, so it is not dropped here.
                counts |= token.Counts;
                continue;
            }

            Take(token.Start);
            (start, counts) = (token.End, false);
        }

        Take(text.Length);
        return statements.ToImmutable();

        void Take(int end)
        {
            if (counts)
            {
                var first = SqlScan.While(text, start, SqlScan.IsBlank);
                statements.Add(new ScriptStatement(text[first..end].TrimEnd(' ', '\t', '\r', '\n'), 1 + text.AsSpan(0, first).Count('\n')));
            }
        }
    }
}
