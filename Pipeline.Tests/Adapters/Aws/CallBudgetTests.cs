using Microsoft.Extensions.Time.Testing;
using Pipeline.Host.Adapters.Aws;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws;

public sealed class CallBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_goes_at_once_and_the_rest_one_by_one()
    {
        var budget = new CallBudget(perSecond: 2, burst: 3, _time);
        var calls = Enumerable.Range(0, 6).Select(_ => budget.Take(default)).ToList();

        Assert.Equal(3, calls.Count(call => call.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(4, calls.Count(call => call.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(6, calls.Count(call => call.IsCompleted));
    }

    [Fact]
    public void A_pause_fills_no_more_than_a_burst()
    {
        var budget = new CallBudget(perSecond: 2, burst: 3, _time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => budget.Take(default).IsCompleted));
    }

    [Fact]
    public void Fifty_runs_that_look_without_a_pause_stay_under_the_limit()
    {
        var budget = new CallBudget(perSecond: 2, burst: 10, _time);
        var runs = new Task[50];
        var calls = 0;
        for (var tick = 0; tick < 600; tick++)
        {
            for (var run = 0; run < runs.Length; run++)
            {
                if (runs[run] is null or { IsCompleted: true })
                {
                    calls += runs[run] is null ? 0 : 1;
                    runs[run] = budget.Take(default);
                }
            }

            _time.Advance(TimeSpan.FromSeconds(0.1));
        }

        Assert.InRange(calls, 2 * 60, (2 * 60) + 10);
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer()
    {
        var budget = new CallBudget(perSecond: 1, burst: 1, _time);
        await budget.Take(default);
        using var given = new CancellationTokenSource();
        var waiting = budget.Take(given.Token);
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
