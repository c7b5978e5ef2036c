using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

public sealed class ResumeQueueTests
{
    private static readonly RunId[] ByAge = [.. Enumerable.Range(1, 100).Select(n => RunId.FromBits((ulong)n))];

    [Fact]
    public void The_oldest_come_first_and_no_more_at_once_than_allowed()
    {
        var queue = new ResumeQueue(new ResumeBudget(3, 10_000), ByAge);

        Assert.Equal(ByAge[..3], Taken(queue));
        queue.Recovered(ByAge[1]);
        Assert.Equal([ByAge[3]], Taken(queue));
    }

    [Fact]
    public void A_second_lets_no_more_begin_than_its_budget()
    {
        var queue = new ResumeQueue(new ResumeBudget(1000, 40), ByAge);
        var taken = Taken(queue).Count;
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(1); passed += ResumeQueue.Pace)
        {
            queue.Refill();
            taken += Taken(queue).Count;
        }

        Assert.Equal(42, taken); // two of the first portion, forty of the second that passed
        Assert.False(queue.IsEmpty);
    }

    [Fact]
    public void What_was_not_used_is_saved_for_a_second_at_most()
    {
        var queue = new ResumeQueue(new ResumeBudget(1000, 40), ByAge);
        for (var i = 0; i < 1000; i++)
        {
            queue.Refill();
        }

        Assert.Equal(40, Taken(queue).Count);
    }

    [Fact]
    public void A_budget_below_a_run_per_pace_lets_one_begin_now_and_then()
    {
        var queue = new ResumeQueue(new ResumeBudget(1, 1), ByAge);
        Assert.Empty(Taken(queue));
        for (var i = 0; i < 21; i++)
        {
            queue.Refill();
        }

        Assert.Single(Taken(queue));
    }

    private static List<RunId> Taken(ResumeQueue queue)
    {
        var taken = new List<RunId>();
        while (queue.Next() is { } run)
        {
            taken.Add(run);
        }

        return taken;
    }
}
