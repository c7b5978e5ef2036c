using System.Collections.Immutable;
using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>The shape of a SQL job: views, one write, a view over what was written, its DESCRIBE and a report.</summary>
internal static class SparkSqlRules
{
    private const string Write = "INSERT OVERWRITE DIRECTORY '${sink}' USING parquet";
    private const string Report = "SELECT ... AS read, ... AS rejected, ... AS filtered, ... AS kept, ... AS written";

    public static void Check(PipelineDraft draft)
    {
        foreach (var job in draft.Definition.Jobs.Where(job => job.Kind == JobKind.Sql).DistinctBy(job => job.Script))
        {
            if (draft.Files.Spark.TryGetValue(job.Script, out var text) && !string.IsNullOrWhiteSpace(text))
            {
                foreach (var (line, message) in Problems(text))
                {
                    draft.Problems.Add(new Problem(draft.Files.SparkFile(job.Script), line, message));
                }
            }
        }
    }

    public static IEnumerable<(int Line, string Message)> Problems(string script)
    {
        if (SparkTokens.Read(script).Where(token => token.Kind == SqlTokenKind.Unclosed).ToArray() is [var unclosed, ..])
        {
            return [(unclosed.Line, "what is opened here (a quote, a comment) is never closed; close it.")];
        }

        var statements = SparkScript.Split(script).Select(statement => new Classified(statement)).ToImmutableArray();
        var writes = statements.Where(statement => statement.Kind == ScriptStatementKind.OutsideEffect).ToArray();
        var good = writes.Where(statement => IsWrite(statement.Text)).ToArray();
        return
        [
            .. writes.Except(good).Select(statement => (statement.CodeLine,
                $"'{statement.Start}' may change something outside of the session; the only such statement of a SQL job is '{Write} SELECT ...'.")),
            .. good.Skip(1).Select(statement => (statement.CodeLine,
                "the output is written here a second time, over the first; write it once, with UNION ALL if need be.")),
            .. writes.Length > 0 ? Array.Empty<(int, string)>() : [(1,
                $"the script writes nothing; end it with '{Write} SELECT ...', a temporary view USING parquet over '${{sink}}', " +
                "DESCRIBE of that view, and the report's SELECT.")],
            .. good.Length == 1 ? Ending(statements, statements.IndexOf(good[0])) : [],
        ];
    }

    /// <summary>What must follow the write: a view over it, its DESCRIBE, the report.</summary>
    private static IEnumerable<(int Line, string Message)> Ending(ImmutableArray<Classified> statements, int write)
    {
        var after = statements[(write + 1)..];
        var answers = after.Where(statement => statement.Kind is ScriptStatementKind.Describe or ScriptStatementKind.Query).ToArray();
        if (answers is not [.., { Kind: ScriptStatementKind.Describe } describe, { Kind: ScriptStatementKind.Query } report])
        {
            yield return (answers.Length == 0 ? statements[write].CodeLine : answers[^1].CodeLine,
                $"the last two statements that answer something must be DESCRIBE of what was written and then the report, '{Report}', both after the write.");
            yield break;
        }

        if (!new TokenCursor(SparkTokens.Read(report.Text)).Current.IsOneOf("SELECT", "WITH"))
        {
            yield return (report.CodeLine, $"the last statement must be the report, '{Report}'.");
        }

        var view = Described(describe.Text);
        if (view is null)
        {
            yield return (describe.CodeLine, "the output's schema is read from 'DESCRIBE view' with nothing else in it.");
        }
        else if (!after.TakeWhile(statement => statement != describe).Any(statement => IsViewOverParquet(statement.Text, view)))
        {
            yield return (describe.CodeLine,
                $"'{view}' is described, but after the write no temporary view of this name is made; " +
                $"add 'CREATE OR REPLACE TEMPORARY VIEW {view} USING parquet OPTIONS (path '${{sink}}')' before it.");
        }
    }

    private static bool IsWrite(string statement)
    {
        var tokens = new TokenCursor(SparkTokens.Read(statement));
        if (tokens.Take("WITH"))
        {
            ScriptStatements.SkipCommonTables(tokens);
        }

        return tokens.Take("INSERT") && tokens.Take("OVERWRITE") && tokens.Take("DIRECTORY")
            && tokens.Skip() is { Kind: SqlTokenKind.Literal } path && path.Text[1..^1] == "${sink}"
            && tokens.Take("USING") && tokens.Take("parquet");
    }

    private static string? Described(string statement)
    {
        var tokens = new TokenCursor(SparkTokens.Read(statement));
        tokens.Skip();
        tokens.Take("TABLE");
        var name = tokens.Skip();
        return tokens.AtEnd ? Name(name) : null;
    }

    private static bool IsViewOverParquet(string statement, string view)
    {
        var tokens = new TokenCursor(SparkTokens.Read(statement));
        if (!tokens.Take("CREATE"))
        {
            return false;
        }

        if (tokens.Take("OR"))
        {
            tokens.Take("REPLACE");
        }

        return (tokens.Take("TEMPORARY") || tokens.Take("TEMP")) && tokens.Take("VIEW")
            && string.Equals(Name(tokens.Skip()), view, StringComparison.OrdinalIgnoreCase)
            && tokens.Take("USING") && tokens.Take("parquet");
    }

    private static string Name(SqlToken token) => token.Kind == SqlTokenKind.QuotedName ? token.Text[1..^1].Replace("``", "`") : token.Text;

    private sealed record Classified(ScriptStatement Statement)
    {
        public string Text => Statement.Text;

        public ScriptStatementKind Kind { get; } = ScriptStatements.Classify(Statement.Text);

        private SqlToken First => SparkTokens.Read(Text).First(token => token.Counts);

        /// <summary>Where its first word stands, behind the comments before it.</summary>
        public int CodeLine => Statement.Line + First.Line - 1;

        /// <summary>Its first words, for messages.</summary>
        public string Start
        {
            get
            {
                var code = Text[First.Start..].Split('\n')[0].Trim();
                return code.Length > 60 ? code[..60] + "..." : code;
            }
        }
    }
}
