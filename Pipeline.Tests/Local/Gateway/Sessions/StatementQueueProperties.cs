using FsCheck;
using FsCheck.Fluent;
using Pipeline.Host.Local.Gateway.Sessions;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Sessions;

public sealed class StatementQueueProperties
{
    private static readonly StatementOutput Output = new StatementOutput.Ok("{}");

    [Fact]
    public void Whatever_happens_statements_start_once_each_in_order_and_the_newest_are_kept()
    {
        var steps = Gen.Choose(0, 99).ListOf().ToArbitrary();
        Prop.ForAll(steps, Holds).QuickCheckThrowOnFailure();
    }

    private static bool Holds(IReadOnlyList<int> steps)
    {
        const int Retained = 5;
        var queue = new StatementQueue(Retained);
        var started = new List<int>();
        var cancelled = new HashSet<int>();
        for (var now = 1; now <= steps.Count; now++)
        {
            var step = steps[now - 1];
            switch (step % 4)
            {
                case 0:
                    queue = queue.Submit("x", "sql").Queue;
                    break;
                case 1:
                    (queue, var next) = queue.Next(now);
                    if (next is not null)
                    {
                        started.Add(next.Id);
                    }

                    break;
                case 2 when queue.Running is { } running:
                    queue = queue.Finish(running, Output, now);
                    break;
                case 3:
                    var id = step / 4;
                    cancelled.UnionWith(queue.Find(id)?.State == StatementState.Waiting ? [id] : []);
                    queue = queue.Cancel(id, now);
                    break;
            }
        }

        var expected = Enumerable.Range(0, queue.Turn).Where(id => !cancelled.Contains(id));
        var kept = Enumerable.Range(Math.Max(0, queue.NextId - Retained), Math.Min(Retained, queue.NextId));
        return started.SequenceEqual(expected)
            && queue.Visible.Select(s => s.Id).SequenceEqual(kept)
            && queue.Visible.All(s => s.IsTerminal == (s.Completed > 0));
    }
}
