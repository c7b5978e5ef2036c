using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Warehouse;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>A warehouse's tables as a value: a script makes another one of it, or fails and makes none.</summary>
/// <param name="Tables">By name without schema.</param>
public sealed record Database(ImmutableSortedDictionary<string, TableContent> Tables)
{
    public static readonly Database Empty = new(ImmutableSortedDictionary.Create<string, TableContent>(StringComparer.Ordinal));

    /// <summary>The database after the script's statements, in order.</summary>
    public Database After(SqlScript script) =>
        SqlStatements.Split(script).Aggregate(this, (database, statement) => database.After(script.Name, statement.Text));

    public Database With(string table, TableContent content) => new(Tables.SetItem(table, content));

    /// <summary>The table, which has to be there.</summary>
    public TableContent Table(string name, string where) => Tables.TryGetValue(name, out var content)
        ? content
        : throw PortFailureException.Permanent($"{where}: relation \"{name}\" does not exist (SQLSTATE 42P01)");

    /// <summary>Rows that a check of this text would find wrong: repeated ones, and one for each table without any.</summary>
    public long Wrong(string query) => Named(query).Sum(table => Tables[table].Repeated + (Tables[table].Rows == 0 ? 1 : 0));

    private Database After(string where, string statement)
    {
        var tokens = new TokenCursor(WarehouseTokens.Read(statement));
        var verb = tokens.Skip();
        if (verb.Is("CREATE"))
        {
            return Create(where, statement, tokens);
        }

        if (verb.Is("TRUNCATE"))
        {
            tokens.Take("TABLE");
            return Emptied(TableName(tokens), where);
        }

        if (verb.Is("DELETE") && tokens.Take("FROM"))
        {
            var table = TableName(tokens);
            return tokens.AtEnd ? Emptied(table, where) : Changed(table, where, statement);
        }

        if (verb.Is("INSERT") && tokens.Take("INTO"))
        {
            var table = TableName(tokens);
            return With(table, Table(table, where).With(Load(table, statement)));
        }

        if (verb.IsOneOf("UPDATE") || (verb.Is("MERGE") && tokens.Take("INTO")))
        {
            return Changed(TableName(tokens), where, statement);
        }

        if (verb.Is("DROP") && tokens.Take("TABLE"))
        {
            var forgiving = tokens.Take("IF") && tokens.Take("EXISTS");
            var table = TableName(tokens);
            return forgiving && !Tables.ContainsKey(table) ? this : new(Tables.Remove(Existing(table, where)));
        }

        // SET, ANALYZE, COMMENT and the like change no row.
        return this;
    }

    private Database Create(string where, string statement, TokenCursor tokens)
    {
        if (!tokens.Take("TABLE"))
        {
            return this;
        }

        var forgiving = tokens.Take("IF") && tokens.Take("NOT") && tokens.Take("EXISTS");
        var table = TableName(tokens);
        return !Tables.ContainsKey(table) ? With(table, tokens.Current.Is("AS") ? TableContent.Empty.With(Load(table, statement)) : TableContent.Empty)
            : forgiving ? this
            : throw PortFailureException.Permanent($"{where}: relation \"{table}\" already exists (SQLSTATE 42P07)");
    }

    private Database Emptied(string table, string where) => With(Existing(table, where), TableContent.Empty);

    /// <summary>A change of rows that are there: done twice it is another change.</summary>
    private Database Changed(string table, string where, string statement)
    {
        var before = Table(table, where);
        return With(table, new TableContent([new TableLoad(Checksum.Of(before.Checksum, Load(table, statement).Content), before.Rows)]));
    }

    private string Existing(string table, string where)
    {
        Table(table, where);
        return table;
    }

    /// <summary>What a statement brings follows from its text and from the content of every table that it reads.</summary>
    private TableLoad Load(string target, string statement)
    {
        var read = Named(statement).Where(table => table != target).ToArray();
        var content = Checksum.Of([statement, .. read.SelectMany(table => new[] { table, Tables[table].Checksum })]);
        var most = read.Select(table => Tables[table].Rows).DefaultIfEmpty(100).Max();
        return new TableLoad(content, most == 0 ? 0 : Checksum.Number(1 + (most / 2), most, statement));
    }

    /// <summary>The tables of this database that a text names, in order.</summary>
    private IEnumerable<string> Named(string text)
    {
        var names = WarehouseTokens.Read(text)
            .Where(token => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName)
            .Select(token => token.Text.Trim('"').ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        return Tables.Keys.Where(names.Contains);
    }

    private static string TableName(TokenCursor tokens)
    {
        var name = tokens.Skip();
        while (tokens.Take('.'))
        {
            name = tokens.Skip();
        }

        return name.Text.Trim('"').ToLowerInvariant();
    }
}
