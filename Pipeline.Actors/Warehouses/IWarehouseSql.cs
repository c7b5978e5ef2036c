using System.Collections.Immutable;
using Pipeline.Actors.Lakes;

namespace Pipeline.Actors.Warehouses;

/// <summary>SQL against a warehouse, written once in Redshift's dialect; each member is one transaction and safe to repeat.</summary>
/// <remarks>Every member throws <see cref="PortFailureException"/> for an outside error, and no other.</remarks>
public interface IWarehouseSql
{
    /// <summary>Runs the DDL of every table, making the schema first.</summary>
    Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation);

    /// <summary>Replaces the staging table's rows by the manifest's objects; answers how many rows it then holds.</summary>
    Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation);

    /// <summary>Runs a star table's script; answers the rows it then holds and the rows expected.</summary>
    Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation);

    /// <summary>Runs a check's query; answers its single number.</summary>
    Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation);
}

/// <summary>SQL with the name of its file or definition entry, for messages; variables are filled in already.</summary>
public sealed record SqlScript(string Name, string Text);

/// <param name="Schema">The schema's name.</param>
/// <param name="Table">The staging table.</param>
/// <param name="Columns">Its columns in order, with their warehouse types.</param>
/// <param name="Manifest">The job's manifest.</param>
public sealed record StagingLoad(string Schema, string Table, ImmutableArray<TableColumn> Columns, OutputManifest Manifest);

/// <param name="Schema">The schema's name.</param>
/// <param name="Table">The star table.</param>
/// <param name="Script">Its load.</param>
/// <param name="Expect">The query for the rows to expect; null for none.</param>
public sealed record StarLoad(string Schema, string Table, SqlScript Script, SqlScript? Expect);

/// <param name="Rows">What the table holds after the load.</param>
/// <param name="Expected">What it had to hold; null where the definition does not say.</param>
public sealed record LoadedRows(long Rows, long? Expected);

/// <param name="Name">The column.</param>
/// <param name="Type">Its type as the DDL writes it, without constraints.</param>
public sealed record TableColumn(string Name, string Type);
