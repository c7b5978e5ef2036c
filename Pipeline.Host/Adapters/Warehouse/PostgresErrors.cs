using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Warehouse;

/// <summary>Maps every error of PostgreSQL and of the way to it to a port failure, once.</summary>
internal static partial class PostgresErrors
{
    private const int Longest = 300;

    /// <summary>Beginnings of the SQLSTATEs that may pass; every other says that the same statement would fail again.</summary>
    private static readonly string[] MayPass =
    [
        "08", // connection
        "25P03", "25P04", // transaction idle or open for too long
        "40001", "40003", "40P01", // serialization, unknown completion, deadlock
        "53", // memory, disk, connections
        "55006", "55P03", // object in use, lock not available
        "57014", "57P01", "57P02", "57P03", "57P05", // cancelled or timed out, shutdown, crash, starting, idle session
        "58", // I/O and system errors
        "XX000", // internal error
    ];

    public static FailureKind Kind(string sqlState) =>
        MayPass.Any(state => sqlState.StartsWith(state, StringComparison.Ordinal)) ? FailureKind.Transient : FailureKind.Permanent;

    /// <param name="error">What Npgsql threw.</param>
    /// <param name="what">What failed, beginning with a noun.</param>
    public static PortFailureException Map(NpgsqlException error, string what) => error is PostgresException server
        ? new PortFailureException(Kind(server.SqlState), $"{what}: {Words(server)}", server)
        : PortFailureException.Transient($"{what}: the server cannot be reached: {error.GetBaseException().Message}", error);

    /// <summary>An error of a script's statement, with the place in its file.</summary>
    public static PortFailureException Map(NpgsqlException error, SqlScript script, SqlStatement statement)
    {
        if (error is not PostgresException server)
        {
            return Map(error, script.Name);
        }

        var place = ScriptPlace.Of(script, statement, Math.Max(server.Position, 1));
        var column = server.Position > 0 ? string.Create(CultureInfo.InvariantCulture, $", column {place.Column}") : "";
        var shown = server.Position > 0 ? place.Show() : place.Text;
        return new PortFailureException(
            Kind(server.SqlState), string.Create(CultureInfo.InvariantCulture, $"{script.Name}, line {place.Line}{column}: {Words(server)}\n{shown}"), server);
    }

    /// <summary>An error of a COPY into a staging table; the server tells the row in its context.</summary>
    public static PortFailureException MapCopy(NpgsqlException error, string table)
    {
        if (error is not PostgresException server)
        {
            return Map(error, $"Staging {table}");
        }

        var where = CopyContext().Match(server.Where ?? "");
        var column = where.Groups["column"] is { Success: true, Value: var named } ? $", column {named}" : "";
        var row = where.Groups["line"] is { Success: true, Value: var line } ? $", row {line}" : "";
        return new PortFailureException(Kind(server.SqlState), $"Staging {table}{column}{row}: {Words(server)}", server);
    }

    private static string Words(PostgresException server)
    {
        var words = TooLong(server) ?? Cut(server.MessageText);

        // A violated constraint's detail is the whole row; a missing name's is what the name may have been.
        var detail = server.Detail is { Length: > 0 } text && server.SqlState != PostgresErrorCodes.CheckViolation ? $" {Cut(text)}" : "";
        var hint = server.Hint is { Length: > 0 } advice ? $" Hint: {Cut(advice)}" : "";
        return $"{words}{(words.EndsWith('.') ? "" : ".")}{detail}{hint} (SQLSTATE {server.SqlState})";
    }

    /// <summary>The check that stands for Redshift's way of counting.</summary>
    private static string? TooLong(PostgresException server) =>
        server.SqlState == PostgresErrorCodes.CheckViolation && ByteLengths.ColumnOf(server.ConstraintName) is { } column
            ? $"a text is longer than the column {server.TableName}.{column} takes; lengths count bytes, as on Redshift"
            : null;

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "...";

    [GeneratedRegex("^COPY [^,]+, line (?<line>[0-9]+)(?:, column (?<column>[^:,]+))?")]
    private static partial Regex CopyContext();
}
