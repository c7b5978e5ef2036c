using Pipeline.Actors.Definitions;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

internal static class Staged
{
    /// <summary>A job's output has the columns of its staging table in schema.sql: names, order and types.</summary>
    public static void Fits(string table, JobRun job) =>
        Assert.Empty(StagingColumns.Check(table, WarehouseTables.Read(Checkout.Read("sql", "arrivals", "schema.sql"))[table], job.Columns));
}
