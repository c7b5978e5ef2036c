namespace Pipeline.Actors.Definitions;

/// <summary>What a Spark SQL statement leaves behind; decides whether it is posted again when its session is lost.</summary>
public enum ScriptStatementKind
{
    /// <summary>Changes the session only (temporary views, SET, CACHE): posted again to every new session.</summary>
    SessionLocal,

    /// <summary>Changes something that outlives the session, or may: whatever is not known to be harmless.</summary>
    OutsideEffect,

    /// <summary>Tells a schema.</summary>
    Describe,

    /// <summary>Reads only.</summary>
    Query,
}

/// <summary>Tells a statement's kind by its leading keywords.</summary>
public static class ScriptStatements
{
    public static ScriptStatementKind Classify(string statement)
    {
        var tokens = new TokenCursor(SparkTokens.Read(statement));
        if (tokens.Current.IsOneOf("SET", "RESET", "CACHE", "UNCACHE", "REFRESH", "USE", "ADD"))
        {
            return ScriptStatementKind.SessionLocal;
        }

        if (tokens.Current.IsOneOf("DESCRIBE", "DESC"))
        {
            return ScriptStatementKind.Describe;
        }

        if (tokens.Take("CLEAR"))
        {
            return tokens.Current.Is("CACHE") ? ScriptStatementKind.SessionLocal : ScriptStatementKind.OutsideEffect;
        }

        if (tokens.Take("CREATE"))
        {
            return Created(tokens);
        }

        if (tokens.Take("DROP"))
        {
            return tokens.Current.IsOneOf("VIEW", "TEMPORARY") ? ScriptStatementKind.SessionLocal : ScriptStatementKind.OutsideEffect;
        }

        return Answering(tokens);
    }

    /// <summary>Only what is declared temporary dies with the session.</summary>
    private static ScriptStatementKind Created(TokenCursor tokens)
    {
        if (tokens.Take("OR"))
        {
            tokens.Take("REPLACE");
        }

        tokens.Take("GLOBAL");
        return tokens.Current.IsOneOf("TEMPORARY", "TEMP") ? ScriptStatementKind.SessionLocal : ScriptStatementKind.OutsideEffect;
    }

    private static ScriptStatementKind Answering(TokenCursor tokens)
    {
        if (tokens.Take("WITH"))
        {
            SkipCommonTables(tokens);
        }

        if (tokens.Current.Is("FROM"))
        {
            // FROM t INSERT ... SELECT: the write may stand anywhere after the relations.
            return tokens.SkipTo("INSERT") ? ScriptStatementKind.OutsideEffect : ScriptStatementKind.Query;
        }

        return tokens.Current.Is('(') || tokens.Current.IsOneOf("SELECT", "VALUES", "TABLE", "MAP", "REDUCE", "SHOW", "EXPLAIN", "LIST")
            ? ScriptStatementKind.Query
            : ScriptStatementKind.OutsideEffect;
    }

    /// <summary>Skips <c>name [(columns)] [AS] (query), ...</c>.</summary>
    internal static void SkipCommonTables(TokenCursor tokens)
    {
        do
        {
            tokens.Skip();
            if (tokens.Current.Is('('))
            {
                tokens.SkipParentheses();
            }

            if (tokens.Take("AS") || tokens.Current.Is('('))
            {
                tokens.SkipParentheses();
            }
        }
        while (tokens.Take(','));
    }
}
