using Microsoft.Extensions.Time.Testing;
using Pipeline.Host.Service;
using Xunit;

namespace Pipeline.Tests.Host.Service;

public class ActivityTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Activity _activity;

    public ActivityTests() => _activity = new Activity(_time);

    [Fact]
    public void It_waits_long_for_the_first_use()
    {
        After(29);
        Assert.False(_activity.TryClose(First, Grace));
        After(1);
        Assert.True(_activity.TryClose(First, Grace));
    }

    [Fact]
    public void After_a_use_it_waits_for_the_short_grace_only()
    {
        Use(asked: true);
        Assert.False(_activity.TryClose(First, Grace));
        After(1);
        Assert.True(_activity.TryClose(First, Grace));
    }

    [Fact]
    public void A_look_at_its_health_is_no_use()
    {
        After(29);
        Use(asked: false);
        After(1);
        Assert.True(_activity.TryClose(First, Grace));
    }

    [Fact]
    public void It_does_not_close_while_somebody_is_being_answered()
    {
        _activity.Enter();
        After(3600);
        Assert.False(_activity.TryClose(First, Grace));
    }

    [Fact]
    public void Once_closed_it_takes_nobody_in_until_it_is_opened_again()
    {
        After(30);
        _activity.TryClose(First, Grace);
        Assert.False(_activity.Enter());
        _activity.Reopen();
        Assert.True(_activity.Enter());
    }

    [Fact]
    public void The_grace_counts_from_the_end_of_the_last_run()
    {
        After(100);
        _activity.Busy();
        Assert.False(_activity.TryClose(First, Grace));
        After(1);
        Assert.True(_activity.TryClose(First, Grace));
    }

    private void After(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private void Use(bool asked)
    {
        _activity.Enter();
        _activity.Leave(asked);
    }
}
