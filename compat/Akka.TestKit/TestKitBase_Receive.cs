using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message, or null when none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var patience = max ?? RemainingOrDefault;
        _lastWasNoMsg = false;
        var wait = patience < TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : patience;
        if (_queue.TryTake(out var taken, (int)Math.Min(wait.TotalMilliseconds, int.MaxValue), cancellationToken))
        {
            envelope = _last = taken;
            return true;
        }

        envelope = _last = NullMessageEnvelope.Instance;
        return false;
    }

    /// <summary>Drops messages until one fits.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var (patience, watch) = (RemainingOrDilated(max), Stopwatch.StartNew());
        while (true)
        {
            if (!TryReceiveOne(out var envelope, patience - watch.Elapsed, cancellationToken))
            {
                _assertions.Fail("Timeout ({0}) during fishForMessage{1}", patience, string.IsNullOrEmpty(hint) ? "" : ", hint: " + hint);
            }

            if (envelope.Message is T message && isMessage(message))
            {
                return message;
            }
        }
    }

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveMany(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveMany(numberOfMessages, Dilated(max), cancellationToken);

    private List<object> ReceiveMany(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken)
    {
        var (messages, watch) = (new List<object>(), Stopwatch.StartNew());
        while (messages.Count < numberOfMessages)
        {
            var came = TryReceiveOne(out var envelope, max - watch.Elapsed, cancellationToken);
            _assertions.AssertTrue(
                came, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, numberOfMessages, messages.Count, watch.Elapsed);
            messages.Add(envelope.Message!);
        }

        return messages;
    }
}
