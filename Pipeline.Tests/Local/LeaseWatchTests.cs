using Pipeline.Host.Local;
using Xunit;

namespace Pipeline.Tests.Local;

public sealed class LeaseWatchTests
{
    private readonly LeaseWatch watch = new(patience: 3);

    [Fact]
    public void Leases_that_change_keep_it_up()
    {
        for (var beat = 0; beat < 10; beat++)
        {
            Assert.False(watch.IsAbandoned(Leases(("a", beat))));
        }
    }

    [Fact]
    public void A_lease_that_stands_still_is_given_up_after_as_many_looks_as_it_has_patience()
    {
        Assert.Equal([false, false, false, true], Looks(4, () => Leases(("a", 1))));
    }

    [Fact]
    public void No_lease_at_all_is_given_up_too()
    {
        Assert.Equal([false, false, true], Looks(3, () => Leases()));
    }

    [Fact]
    public void One_living_user_is_enough()
    {
        var beat = 0;
        Assert.DoesNotContain(true, Looks(10, () => Leases(("dead", 1), ("alive", beat++))));
    }

    [Fact]
    public void A_new_user_starts_the_count_again()
    {
        Assert.Equal([false, false, false], Looks(3, () => Leases(("a", 1))));
        Assert.Equal([false, false, false, true], Looks(4, () => Leases(("a", 1), ("b", 1))));
    }

    [Fact]
    public void A_user_that_left_is_no_sign_of_life()
    {
        Assert.Equal([false, false, false], Looks(3, () => Leases(("a", 1), ("b", 1))));
        Assert.True(watch.IsAbandoned(Leases(("a", 1))));
    }

    private List<bool> Looks(int count, Func<IReadOnlyDictionary<string, string>> leases) =>
        [.. Enumerable.Range(0, count).Select(_ => watch.IsAbandoned(leases()))];

    private static Dictionary<string, string> Leases(params (string Name, int Beat)[] leases) =>
        leases.ToDictionary(lease => lease.Name, lease => $"{lease.Beat}");
}
