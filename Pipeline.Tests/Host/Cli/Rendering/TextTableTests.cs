using Pipeline.Host.Cli.Rendering;
using Xunit;

namespace Pipeline.Tests.Host.Cli.Rendering;

public class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_numbers_stand_to_the_right() =>
        Assert.Equal("NAME   ROWS\nfact  1,200\ndim      30\n", new TextTable("NAME", "ROWS").Row("fact", "1,200").Row("dim", "30").ToString());

    [Fact]
    public void A_cell_stays_one_line() => Assert.Equal("A\nx\\ny\n", new TextTable("A").Row("x\ny").ToString());

    [Fact]
    public void A_missing_cell_is_empty() => Assert.Equal("A  B\nx\n", new TextTable("A", "B").Row("x").ToString());
}
