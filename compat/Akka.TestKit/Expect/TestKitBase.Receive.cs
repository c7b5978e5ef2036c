using System.Collections;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => ReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await TryReceiveOneAsync(max, cancellationToken).ConfigureAwait(false) is (true, var envelope) ? envelope.Message : null;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = TryReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    public ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default) =>
        Next(max, take: true, cancellationToken);

    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => PeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await TryPeekOneAsync(max, cancellationToken).ConfigureAwait(false) is (true, var envelope) ? envelope.Message : null;

    public ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        Next(max, take: false, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveNAsync(numberOfMessages, max, cancellationToken).ToBlockingEnumerable(cancellationToken).ToList();

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    public async IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        max = Dilated(max);
        var stop = max + Now;
        for (var i = 0; i < numberOfMessages; i++)
        {
            var (success, envelope) = await TryReceiveOneAsync(NotNegative(stop - Now), cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(success, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, numberOfMessages, i, max - (stop - Now));
            yield return envelope.Message;
        }
    }

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public T FishForMessage<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    public async ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var (success, envelope) = await TryReceiveOneAsync(NotNegative(end - Now), cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(success, "Timeout ({0}) during fishForMessage{1}", limit, string.IsNullOrEmpty(hint) ? "" : ", hint: " + hint);
            if (envelope.Message is T message && isMessage(message))
                return message;
            allMessages?.Add(envelope.Message);
        }
    }

    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        var received = new List<T>();
        while (received.Count < msgs
               && PeekOne(Min(NotNegative(stop - Now), idle ?? TimeSpan.MaxValue), cancellationToken) is { } message
               && filter(message) is { } kept)
        {
            TryReceiveOne(out _, TimeSpan.Zero, cancellationToken);
            received.Add(kept);
        }

        _lastWasNoMsg = true;
        return received;
    }

    private async ValueTask<(bool Success, MessageEnvelope Envelope)> Next(TimeSpan? max, bool take, CancellationToken cancellationToken)
    {
        var limit = GetTimeoutOrDefault(max);
        if (_queue.Reader.Count == 0 && (limit > TimeSpan.Zero || limit == Timeout.InfiniteTimeSpan))
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(limit);
            try
            {
                await _queue.Reader.WaitToReadAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing came in time.
            }
        }

        _lastWasNoMsg = false;
        MessageEnvelope envelope = null;
        var success = limit >= Timeout.InfiniteTimeSpan && (take ? _queue.Reader.TryRead(out envelope) : _queue.Reader.TryPeek(out envelope));
        _lastMessage = envelope ?? NullMessageEnvelope.Instance;
        return (success, _lastMessage);
    }

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
