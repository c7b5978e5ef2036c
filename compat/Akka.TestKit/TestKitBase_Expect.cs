using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(RemainingOrDilated(duration), (_, _) => { }, hint, cancellationToken);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(RemainingOrDilated(timeout), (m, _) => _assertions.AssertEqual(message, m, Prefixed(hint)), hint, cancellationToken);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(
            RemainingOrDilated(timeout),
            (m, _) => _assertions.AssertTrue(isMessage(m), "Got a message of the expected type <{0}>. Also expected {1} but the message {{{2}}} of type <{3}> did not match",
                typeof(T).FullName!, string.IsNullOrEmpty(hint) ? "the predicate to return true" : hint, m!, m!.GetType().FullName!),
            hint, cancellationToken);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(RemainingOrDilated(timeout), (m, _) => assert(m), hint, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(RemainingOrDilated(duration), (_, from) => _assertions.AssertEqual(sender, from, Prefixed(hint)), hint, cancellationToken);

    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<Terminated>(
            RemainingOrDilated(timeout), (terminated, _) => _assertions.AssertEqual(target, terminated.ActorRef, Prefixed(hint)), hint, cancellationToken);

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => NoMessage(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => NoMessage(Dilated(duration), cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var any = messages.ToArray();
        return Expect<T>(
            RemainingOrDefault,
            (m, _) => _assertions.AssertTrue(any.Contains(m), "not found: {0}", m!),
            null, cancellationToken);
    }

    /// <summary>Receives as many messages as are given and finds each of them once, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        var received = ReceiveMany(messages.Count, RemainingOrDefault, cancellationToken);
        var missing = messages.ToList();
        var unexpected = received.Where(m => !(m is T known && missing.Remove(known))).ToList();
        _assertions.AssertTrue(missing.Count == 0, "not found [{0}]", string.Join(", ", missing));
        _assertions.AssertTrue(unexpected.Count == 0, "found unexpected [{0}]", string.Join(", ", unexpected));
        return received.Cast<T>().ToList();
    }

    private T Expect<T>(TimeSpan timeout, Action<T, IActorRef> check, string? hint, CancellationToken cancellationToken)
    {
        if (!TryReceiveOne(out var envelope, timeout, cancellationToken))
        {
            _assertions.Fail("{0}Timeout {1} while waiting for a message of type {2}", Prefixed(hint), timeout, typeof(T));
        }

        if (envelope.Message is not T message)
        {
            _assertions.Fail(
                "{0}Expected a message of type {1}, but received {{{2}}} (type {3}) instead from {4}",
                Prefixed(hint), typeof(T), envelope.Message!, envelope.Message!.GetType(), envelope.Sender);
            throw new InvalidOperationException("An assertion did not fail as it has to.");
        }

        check(message, envelope.Sender);
        return message;
    }

    private void NoMessage(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (TryReceiveOne(out var envelope, duration, cancellationToken))
        {
            _assertions.Fail("Received a message during the specified wait time {0}: {1}", duration, envelope);
        }

        _lastWasNoMsg = true;
    }

    private static string Prefixed(string? hint) => string.IsNullOrEmpty(hint) ? "" : hint + ": ";
}
