using System.Collections.Immutable;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>What a table holds, as a value: the checksums of what was put into it, one for each load.</summary>
/// <param name="Loads">In order, so that two tables are equal only if the same was done to them.</param>
public sealed record TableContent(ImmutableArray<TableLoad> Loads)
{
    public static readonly TableContent Empty = new([]);

    public long Rows => Loads.Sum(load => load.Rows);

    /// <summary>Rows that are there more than once.</summary>
    public long Repeated => Loads.GroupBy(load => load.Content).Sum(same => same.Skip(1).Sum(load => load.Rows));

    /// <summary>Equal for equal tables.</summary>
    public string Checksum => Data.Checksum.Of(Loads.Select(load => load.Content));

    public TableContent With(TableLoad load) => new(Loads.Add(load));
}

/// <param name="Content">A checksum.</param>
/// <param name="Rows">The rows it brought.</param>
public sealed record TableLoad(string Content, long Rows);
