using Microsoft.Extensions.Time.Testing;
using Pipeline.Host.Local;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local;

public sealed class LeasesTests : IDisposable
{
    private readonly TempFolder home = new();
    private readonly FakeTimeProvider time = new();
    private readonly Leases leases;

    public LeasesTests() => leases = new Leases(home.Path, time);

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task While_a_user_lives_nothing_is_abandoned_and_a_minute_after_it_left_everything_is()
    {
        var lease = leases.Take();
        var abandoned = leases.Abandoned(CancellationToken.None);
        await Pass(TimeSpan.FromMinutes(5));
        Assert.False(abandoned.IsCompleted);

        lease.Dispose();
        await Pass(TimeSpan.FromSeconds(50));
        Assert.False(abandoned.IsCompleted);
        await Pass(TimeSpan.FromSeconds(20));
        await abandoned.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_lease_is_removed_at_the_end()
    {
        leases.Take().Dispose();
        Assert.Empty(Directory.EnumerateFiles(home["local", "leases"]));
    }

    [Fact]
    public void A_deleted_lease_comes_back()
    {
        using var lease = leases.Take();
        Directory.Delete(home["local"], recursive: true);
        time.Advance(Leases.Beat);
        Assert.Single(Directory.EnumerateFiles(home["local", "leases"]));
    }

    [Fact]
    public void The_next_user_clears_away_what_a_killed_one_left()
    {
        Directory.CreateDirectory(home["local", "leases"]);
        File.WriteAllText(home["local", "leases", $"{Environment.ProcessId}-of-another-birth-1"], "7");
        using var lease = leases.Take();
        Assert.Equal(lease.Path, Assert.Single(Directory.EnumerateFiles(home["local", "leases"])));
    }

    [Fact]
    public void Others_are_living_users_only()
    {
        using var own = leases.Take();
        Assert.False(leases.HasOthers(own));
        File.WriteAllText(home["local", "leases", $"{Environment.ProcessId}-of-another-birth-1"], "7");
        Assert.False(leases.HasOthers(own));
        using var other = leases.Take();
        Assert.True(leases.HasOthers(own));
    }

    /// <summary>Beat by beat, letting what a beat woke run.</summary>
    private async Task Pass(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Leases.Beat)
        {
            time.Advance(Leases.Beat);
            for (var turn = 0; turn < 20; turn++)
            {
                await Task.Yield();
            }
        }
    }
}
