using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class WarehouseDialectTests
{
    [Theory]
    [InlineData("CREATE TABLE t (a INT) DISTSTYLE EVEN;", "CREATE TABLE t (a INT) ;")]
    [InlineData("CREATE TABLE t (a INT) DISTSTYLE KEY DISTKEY (a) COMPOUND SORTKEY (a, b);", "CREATE TABLE t (a INT) ;")]
    [InlineData("create table if not exists s.t (a INT) diststyle all sortkey auto", "create table if not exists s.t (a INT) ")]
    [InlineData("CREATE TABLE t (a INT) INTERLEAVED SORTKEY (a) BACKUP NO ENCODE AUTO; SELECT 1", "CREATE TABLE t (a INT) ; SELECT 1")]
    [InlineData("CREATE TABLE t (a INT) -- DISTKEY\nDISTKEY(a) /* kept */ ;", "CREATE TABLE t (a INT) -- DISTKEY\n /* kept */ ;")]
    public void Drops_the_attributes_behind_the_columns(string redshift, string postgres) =>
        Assert.Equal(Squeezed(postgres), Squeezed(WarehouseDialect.ForPostgres(redshift)));

    [Theory]
    [InlineData("CREATE TABLE distkey (sortkey INT, diststyle VARCHAR(4) DEFAULT 'DISTKEY (a)');")]
    [InlineData("SELECT 'CREATE TABLE t (a INT) DISTKEY (a)' AS text; -- CREATE TABLE t (a INT) DISTKEY (a)")]
    [InlineData("SELECT $x$CREATE TABLE t (a INT) DISTKEY (a);$x$")]
    [InlineData("CREATE TABLE t (a INT) WITH (fillfactor = 70);")]
    [InlineData("CREATE TABLE t (a, b) AS SELECT distkey (a), b FROM u;")]
    [InlineData("INSERT INTO t (a) SELECT sortkey (a) FROM u; DELETE FROM t USING u WHERE t.a = E'\\'; DISTKEY (a)';")]
    public void Leaves_everything_else_untouched(string sql) => Assert.Equal(sql, WarehouseDialect.ForPostgres(sql));

    [Fact]
    public void Positions_stay_what_they_were()
    {
        const string redshift = "CREATE TABLE t (a INT)\n  DISTKEY (\n a)\n  SORTKEY (a);\nSELECT wrong;";
        var postgres = WarehouseDialect.ForPostgres(redshift);
        Assert.Equal(redshift.IndexOf("wrong", StringComparison.Ordinal), postgres.IndexOf("wrong", StringComparison.Ordinal));
        Assert.Equal(redshift.Count(c => c == '\n'), postgres.Count(c => c == '\n'));
    }

    private static string Squeezed(string sql) =>
        string.Join('\n', sql.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
