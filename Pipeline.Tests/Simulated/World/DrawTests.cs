using Pipeline.Host.Simulated.World;
using Xunit;

namespace Pipeline.Tests.Simulated.World;

public sealed class DrawTests
{
    [Fact]
    public void The_same_seed_and_subject_draw_the_same_and_any_other_something_else()
    {
        var draw = new Draw(7);

        Assert.Equal(draw.Unit("start", "a", 1), new Draw(7).Unit("start", "a", 1));
        Assert.Equal(5, new[] { draw.Unit("start", "a", 1), draw.Unit("start", "a", 2), draw.Unit("start", "b", 1), draw.Unit("end", "a", 1), new Draw(8).Unit("start", "a", 1) }.Distinct().Count());
    }

    [Fact]
    public void What_is_drawn_fills_its_spread_evenly()
    {
        var draws = Enumerable.Range(0, 10_000).Select(i => new Draw(3).Unit("x", "y", i)).ToArray();

        Assert.All(draws, unit => Assert.InRange(unit, 0, 0.9999999999));
        Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(draws.Count(unit => (int)(unit * 10) == tenth), 850, 1150));
    }

    [Fact]
    public void A_duration_lies_between_least_and_most() => Assert.All(Enumerable.Range(0, 100), i => Assert.InRange(
        new Draw(i).Between(Durations.ClusterStart, "cluster", "c"), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(12)));
}
