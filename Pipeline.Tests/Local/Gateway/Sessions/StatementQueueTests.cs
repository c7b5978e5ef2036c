using Pipeline.Host.Local.Gateway.Sessions;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Sessions;

public sealed class StatementQueueTests
{
    private static readonly StatementOutput Output = new StatementOutput.Ok("{}");

    [Fact]
    public void One_runs_at_a_time_in_the_order_of_submission()
    {
        var queue = Of(2);
        (queue, var first) = queue.Next(now: 10);
        Assert.Equal((0, StatementState.Running, 10L), (first!.Id, first.State, first.Started));

        (queue, var none) = queue.Next(now: 11);
        Assert.Null(none);

        queue = queue.Finish(0, Output, now: 12);
        Assert.Equal((StatementState.Available, 1.0, 12L, Output), Shown(queue, 0));
        (_, var second) = queue.Next(now: 13);
        Assert.Equal(1, second!.Id);
    }

    [Fact]
    public void A_waiting_one_is_cancelled_at_once_and_stamped_again_at_its_turn()
    {
        var queue = Of(3).Next(now: 10).Queue.Cancel(1, now: 20);
        Assert.Equal((StatementState.Cancelled, 1.0, 20L, null), Shown(queue, 1));

        (queue, var started) = queue.Finish(0, Output, now: 30).Next(now: 31);

        Assert.Equal(2, started!.Id);
        Assert.Equal((StatementState.Cancelled, 1.0, 31L, null), Shown(queue, 1));
        Assert.Equal(0, queue.Find(1)!.Started);
    }

    [Fact]
    public void A_running_one_is_cancelling_until_it_ends_and_keeps_what_it_ended_with()
    {
        var queue = Of(1).Next(now: 10).Queue.Cancel(0, now: 20);
        Assert.True(queue.IsCancelling(0));
        Assert.Equal(StatementState.Cancelling, queue.Find(0)!.State);

        queue = queue.Finish(0, Output, now: 30);

        Assert.Equal((StatementState.Cancelled, 1.0, 30L, Output), Shown(queue, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-1)]
    public void Cancelling_a_finished_or_unknown_one_changes_nothing(int id)
    {
        var queue = Of(1).Next(now: 10).Queue.Finish(0, Output, now: 20);
        Assert.Equal(queue, queue.Cancel(id, now: 30));
    }

    [Fact]
    public void The_oldest_are_evicted_on_submission_whatever_their_state_and_run_all_the_same()
    {
        var queue = new StatementQueue(2).Submit("a", "sql").Queue.Next(now: 1).Queue;
        queue = queue.Submit("b", "sql").Queue.Submit("c", "sql").Queue.Submit("d", "sql").Queue;
        Assert.Equal([2, 3], queue.Visible.Select(s => s.Id));
        Assert.Null(queue.Find(0));

        (queue, var evicted) = queue.Finish(0, Output, now: 2).Next(now: 3);

        Assert.Equal("b", evicted!.Code);
        Assert.True(queue.Finish(1, Output, now: 4).IsBusy);
        Assert.Equal([2, 3], queue.Finish(1, Output, now: 4).Visible.Select(s => s.Id));
    }

    [Fact]
    public void An_evicted_one_cannot_be_cancelled()
    {
        var queue = new StatementQueue(1).Submit("a", "sql").Queue.Submit("b", "sql").Queue;
        Assert.Equal(queue, queue.Cancel(0, now: 5));
    }

    [Fact]
    public void An_answer_to_what_does_not_run_is_ignored()
    {
        var queue = Of(2).Next(now: 1).Queue;
        Assert.Equal(queue, queue.Finish(1, Output, now: 2));
        Assert.Equal(queue, queue.Report(1, 0.5));
    }

    private static StatementQueue Of(int count) =>
        Enumerable.Range(0, count).Aggregate(new StatementQueue(100), (queue, i) => queue.Submit($"SELECT {i}", "sql").Queue);

    private static (StatementState, double, long, StatementOutput?) Shown(StatementQueue queue, int id) =>
        queue.Find(id) is { } s ? (s.State, s.Progress, s.Completed, s.Output) : default;
}
