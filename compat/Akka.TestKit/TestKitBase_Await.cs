using System;
using System.Diagnostics;
using System.Threading;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Tries the assertion again until it holds; the last failure is the test's.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        if (interval is { } given && given < TimeSpan.Zero)
        {
            throw new ArgumentException("interval must not be negative", nameof(interval));
        }

        var (max, pause, watch) = (RemainingOrDilated(duration), interval ?? TimeSpan.FromMilliseconds(100), Stopwatch.StartNew());
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (watch.Elapsed + pause < max)
            {
                cancellationToken.WaitHandle.WaitOne(pause);
            }
        }
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var (patience, pause, watch) = (RemainingOrDilated(max), interval ?? TimeSpan.FromMilliseconds(100), Stopwatch.StartNew());
        while (!conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (watch.Elapsed >= patience)
            {
                _assertions.Fail("Timeout {0} expired while waiting for condition.{1}", patience, message ?? "");
            }

            cancellationToken.WaitHandle.WaitOne(pause);
        }
    }

    /// <summary>Bounds everything that is expected inside.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within<object?>(
            min, max,
            () =>
            {
                action();
                return null;
            },
            hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (outer, patience, watch) = (_end, Dilated(max), Stopwatch.StartNew());
        var remaining = _end is { } end ? end - DateTime.UtcNow : TimeSpan.MaxValue;
        _assertions.AssertTrue(remaining >= min, "Required min time {0} not possible, only {1} left.{2}", min, remaining, Prefixed(hint));
        _lastWasNoMsg = false;
        var bound = patience < remaining ? patience : remaining;
        _end = DateTime.UtcNow + bound;
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = outer;
        }

        _assertions.AssertTrue(watch.Elapsed >= min, "Failed: Block took {0}, should have at least been {1}. {2}", watch.Elapsed, min, Prefixed(hint));
        if (!_lastWasNoMsg)
        {
            _assertions.AssertTrue(
                watch.Elapsed <= bound + (epsilonValue ?? TimeSpan.Zero), "Failed: Block took {0}, exceeding {1}. {2}", watch.Elapsed, bound, Prefixed(hint));
        }

        return result;
    }
}
