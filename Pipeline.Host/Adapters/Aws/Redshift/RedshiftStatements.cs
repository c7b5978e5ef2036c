using System.Globalization;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>The statements that are not the pipeline's own; nowhere else is SQL for Redshift made.</summary>
internal static class RedshiftStatements
{
    public const string Begin = "BEGIN";
    public const string BeginReadOnly = "BEGIN READ ONLY";
    public const string Commit = "COMMIT";

    /// <summary>Ends on the server what its caller has given up without being able to say so.</summary>
    private static readonly TimeSpan StatementLimit = TimeSpan.FromHours(1);

    public static readonly string LimitStatements =
        string.Create(CultureInfo.InvariantCulture, $"SET LOCAL statement_timeout TO {StatementLimit.TotalMilliseconds:0}");

    /// <summary>An earlier attempt whose outcome is unknown may still be at it.</summary>
    public static string Lock(string schema, string table) => $"LOCK {Name(schema, table)}";

    /// <summary>TRUNCATE would commit.</summary>
    public static string Empty(string schema, string table) => $"DELETE FROM {Name(schema, table)}";

    public static string Count(string schema, string table) => $"SELECT count(*) FROM {Name(schema, table)}";

    /// <summary>Parquet is copied by position: the list says whose.</summary>
    public static string Copy(StagingLoad load, string role) =>
        $"COPY {Name(load.Schema, load.Table)} ({string.Join(", ", load.Columns.Select(column => Quote(column.Name)))})\n" +
        $"FROM {Literal(load.Manifest.Location)}\nIAM_ROLE {Literal(role)}\nFORMAT AS PARQUET\nMANIFEST";

    public static string FindDatabase(string database) => $"SELECT 1 FROM pg_database WHERE datname = {Literal(database)}";

    public static string CreateDatabase(string database) => $"CREATE DATABASE {Quote(database)}";

    public static string DropDatabase(string database) => $"DROP DATABASE {Quote(database)}";

    private static string Name(string schema, string table) => $"{Quote(schema)}.{Quote(table)}";

    // Redshift folds names to lower case, also quoted ones.
    private static string Quote(string name) => $"\"{name.ToLowerInvariant().Replace("\"", "\"\"")}\"";

    /// <summary>A backslash escapes in Redshift's literals: what would need one is refused.</summary>
    private static string Literal(string text) => text.AsSpan().IndexOfAny("\\\n\r\0") < 0
        ? $"'{text.Replace("'", "''")}'"
        : throw PortFailureException.Permanent($"'{text}' cannot stand in a statement: it holds a backslash or a line end.");
}
