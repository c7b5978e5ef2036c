using System.Globalization;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Warehouse;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>Maps every error of a statement on Redshift, and of the way to it, to a port failure. Its SQLSTATEs are PostgreSQL's, but most of its own errors share XX000, so the words decide.</summary>
internal static class RedshiftSqlErrors
{
    private const int Longest = 600;

    /// <summary>The first that an XX000's message holds counts; one that holds none of them may pass.</summary>
    public static readonly (string Says, FailureKind Kind, string? Mend)[] Internal =
    [
        ("Serializable isolation violation", FailureKind.Transient, null),
        ("could not complete because of conflict with concurrent transaction", FailureKind.Transient, null),
        ("S3ServiceException:Access Denied", FailureKind.Transient, "The role may not have reached Redshift yet, or a bucket policy denies it."),
        ("Not authorized to get credentials of role", FailureKind.Transient, "The role may not have reached Redshift yet."),
        ("User arn:", FailureKind.Transient, "The role may not have reached Redshift yet."),
        ("S3ServiceException:The bucket you are attempting to access must be addressed", FailureKind.Permanent, "The bucket is in another region than the cluster: take one in the same."),
        ("S3 path", FailureKind.Permanent, null),
        ("has an incompatible Parquet schema", FailureKind.Permanent, "Declare the staging column with the type that the job writes."),
        ("Unmatched number of columns", FailureKind.Permanent, "Declare the staging table with the columns that the job writes."),
        ("The length of the data column", FailureKind.Permanent, "Lengths count bytes: declare the column longer."),
        ("String length exceeds DDL length", FailureKind.Permanent, "Lengths count bytes: declare the column longer."),
        ("Load into table", FailureKind.Permanent, "SYS_LOAD_ERROR_DETAIL has the row."),
        ("Disk Full", FailureKind.Permanent, "Take more or larger nodes (warehouse.node-type, warehouse.nodes)."),
        ("Query cancelled", FailureKind.Transient, null),
        ("Timeout", FailureKind.Transient, null),
    ];

    public static PortFailureException Map(NpgsqlException error, string what)
    {
        if (error is not PostgresException server)
        {
            return PortFailureException.Transient($"{what}: Redshift cannot be reached: {error.GetBaseException().Message}. Check its security group, and that this machine has a way into its network.", error);
        }

        var (kind, mend) = Read(server);
        return new PortFailureException(kind, $"{what}: {Words(server)}{(mend is null ? "" : " " + mend)}", server);
    }

    /// <summary>An error of a script's statement, with the place in its file.</summary>
    public static PortFailureException Map(NpgsqlException error, SqlScript script, SqlStatement statement)
    {
        if (error is not PostgresException server)
        {
            return Map(error, script.Name);
        }

        // Redshift seldom tells a position; then the statement's first line has to do.
        var place = ScriptPlace.Of(script, statement, Math.Max(server.Position, 1));
        var shown = server.Position > 0 ? place.Show() : place.Text;
        var failure = Map(error, string.Create(CultureInfo.InvariantCulture, $"{script.Name}, line {place.Line}"));
        return new PortFailureException(failure.Kind, $"{failure.Message}\n{shown}", server);
    }

    private static (FailureKind Kind, string? Mend) Read(PostgresException server)
    {
        if (server.SqlState != PostgresErrorCodes.InternalError)
        {
            return (PostgresErrors.Kind(server.SqlState), null);
        }

        var text = $"{server.MessageText} {server.Detail}";
        var row = Internal.FirstOrDefault(known => text.Contains(known.Says, StringComparison.OrdinalIgnoreCase));
        return row.Says is null ? (FailureKind.Transient, null) : (row.Kind, row.Mend);
    }

    private static string Words(PostgresException server)
    {
        var detail = server.Detail is { Length: > 0 } more ? " " + string.Join(' ', more.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";
        var words = $"{server.MessageText.Trim().TrimEnd('.')}.{detail}";
        return $"{(words.Length <= Longest ? words : words[..Longest] + "...")} (SQLSTATE {server.SqlState})";
    }
}
