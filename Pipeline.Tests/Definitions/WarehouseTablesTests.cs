using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class WarehouseTablesTests
{
    private const string Schema = """"
        CREATE SCHEMA IF NOT EXISTS ${schema};
        -- CREATE TABLE not_this (a INT);
        CREATE TABLE IF NOT EXISTS ${schema}.Fact_Arrival (
            cicid   BIGINT NOT NULL PRIMARY KEY, -- the key, really
            "Odd ""name""" VARCHAR(10) DEFAULT 'a, b (c)' NOT NULL,
            price   DECIMAL ( 10 , 2 ) CHECK (price > 0),
            share   DOUBLE   PRECISION NULL,
            day     DATE REFERENCES ${schema}.dim_day (day),
            at      TIMESTAMP(3) WITH TIME ZONE,
            PRIMARY KEY (cicid),
            CONSTRAINT c FOREIGN KEY (day) REFERENCES dim_day (day)
        ) DISTSTYLE KEY DISTKEY (cicid) COMPOUND SORTKEY (day, cicid);
        CREATE TEMP TABLE "Quoted"."Mixed" (a TEXT);
        CREATE TABLE copy AS SELECT 1;
        INSERT INTO t VALUES ('CREATE TABLE nor_this (a INT);');
        """";

    [Fact]
    public void Reads_every_table_with_its_columns_and_plain_types()
    {
        var tables = WarehouseTables.Read(Schema);
        Assert.Equal(["Mixed", "fact_arrival"], tables.Keys);
        Assert.Equal(
            [
                ("cicid", "BIGINT"), ("Odd \"name\"", "VARCHAR(10)"), ("price", "DECIMAL(10,2)"), ("share", "DOUBLE PRECISION"), ("day", "DATE"),
                ("at", "TIMESTAMP(3) WITH TIME ZONE"),
            ],
            tables["fact_arrival"].Select(column => (column.Name, column.Type)));
    }

    [Fact]
    public void A_filled_schema_name_reads_the_same()
    {
        var filled = ScriptVariables.Fill(Schema, new Dictionary<string, string> { ["schema"] = "arrivals" });
        Assert.Equal(
            WarehouseTables.Read(Schema).Select(table => (table.Key, string.Join(' ', table.Value))),
            WarehouseTables.Read(filled).Select(table => (table.Key, string.Join(' ', table.Value))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE")]
    [InlineData("CREATE TABLE t")]
    [InlineData("SELECT 'CREATE TABLE t (a INT)'")]
    [InlineData("SELECT $$ ; CREATE TABLE t (a INT); $$")]
    [InlineData("/* ; /* */ CREATE TABLE t (a INT); */ SELECT 1")]
    public void Finds_none_where_none_is(string sql) => Assert.Empty(WarehouseTables.Read(sql));
}
