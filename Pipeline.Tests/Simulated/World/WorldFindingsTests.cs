using System.Collections.Immutable;
using Pipeline.Host.Simulated.World;
using Xunit;

namespace Pipeline.Tests.Simulated.World;

/// <summary>The judge, who sees nothing but what was and what was done.</summary>
public sealed class WorldFindingsTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Thing Whole = Of("a", 0, 10, EndCause.Removed);

    [Fact]
    public void A_world_where_everything_was_made_once_and_removed_is_in_order() =>
        Assert.Empty(WorldFindings.Of([Whole, Of("b", 0, 5, EndCause.RemovedAlong), Whole with { Id = "f", IsForeign = true, DeletedAt = null }], []));

    [Fact]
    public void What_is_still_there_is_left_over_unless_it_is_kept_on_purpose()
    {
        var left = Of("a", 0, null, null);
        Assert.Equal(FindingKind.Leftover, Assert.Single(WorldFindings.Of([left], [])).Kind);
        Assert.Empty(WorldFindings.Of([left], [], thing => thing.Name == "a"));
        Assert.Empty(WorldFindings.Of([left with { Kind = ThingKind.Snapshot }], []));
    }

    [Theory]
    [InlineData(5, EndCause.Removed, true)]
    [InlineData(20, EndCause.Removed, true)]
    [InlineData(5, EndCause.Outside, true)]
    [InlineData(20, EndCause.Outside, false)]
    public void A_second_of_a_name_is_a_duplicate_unless_the_outside_had_ended_the_first(int madeAt, EndCause cause, bool duplicate) =>
        Assert.Equal(duplicate, WorldFindings.Of([Of("a", 0, 10, cause), Of("a", madeAt, 30, EndCause.Removed) with { Id = "second" }], [])
            .Any(finding => finding.Kind == FindingKind.Duplicate));

    [Fact]
    public void A_name_of_another_journal_s_is_no_duplicate() =>
        Assert.Empty(WorldFindings.Of([Whole, Whole with { Id = "other", Journal = "other" }], []));

    [Fact]
    public void A_hand_on_somebody_else_s_thing_is_found() =>
        Assert.Equal(FindingKind.ForeignTouched, Assert.Single(WorldFindings.Of([], [new WorldDeed(Start, Deed.ForeignTouched, "x", "id", "deleted")])).Kind);

    [Fact]
    public void An_effect_is_repeated_only_when_it_is_posted_after_its_manifest()
    {
        var effect = new WorldDeed(Start, Deed.EffectPosted, "session-1", Detail: "-- [1]", Output: "r/a");
        var manifest = new WorldDeed(Start, Deed.ManifestWritten, "a.manifest", Output: "r/a");
        Assert.Empty(WorldFindings.Of([], [effect, effect, manifest, manifest, effect with { Output = "r/b" }]));
        Assert.Equal(FindingKind.EffectRepeated, Assert.Single(WorldFindings.Of([], [effect, manifest, effect])).Kind);
    }

    private static Thing Of(string name, int made, int? gone, EndCause? cause) => new()
    {
        Kind = ThingKind.Cluster,
        Name = name,
        Id = $"{name}-id",
        Run = "r",
        Journal = "j",
        CreatedAt = Start.AddMinutes(made),
        EndingAt = gone is { } ended ? Start.AddMinutes(ended) : null,
        DeletedAt = gone is { } over ? Start.AddMinutes(over) : null,
        EndedBy = cause,
    };
}
