using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    // Whom this actor watches, and what it asked to be told instead of Terminated.
    private readonly Dictionary<IActorRef, Option<object>> _watching = [];

    // Whose Terminated stands in the mailbox: one that is unwatched in the meantime is not delivered.
    private readonly Dictionary<IActorRef, Option<object>> _terminatedQueued = [];

    private readonly HashSet<IActorRef> _watchedBy = [];

    public IActorRef Watch(IActorRef subject) => StartWatching(subject, Option<object>.None);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatching(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (!subject.Equals(Self) && _watching.Remove(subject))
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
        _terminatedQueued.Remove(subject);
        return subject;
    }

    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage) => _terminatedQueued[subject] = customMessage;

    private IActorRef StartWatching(IActorRef subject, Option<object> message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var watchee = (IInternalActorRef)subject;
        if (!watchee.Equals(Self) && _watching.TryAdd(watchee, message))
            watchee.SendSystemMessage(new Watch(watchee, _self));
        return subject;
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        if (_terminatedQueued.Remove(terminated.ActorRef, out var message))
            ReceiveMessage(message.GetOrElse(terminated));
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching.Remove(actor, out var message) && !IsTerminating)
        {
            TerminatedQueuedFor(actor, message);
            Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        if (_children.Contains(actor))
            HandleChildTerminated(actor);
    }

    private void TellWatchersWeDied()
    {
        // The parent is told in any case.
        foreach (var watcher in _watchedBy.Cast<IInternalActorRef>())
        {
            if (!watcher.Equals(Parent))
                watcher.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
        }

        _watchedBy.Clear();
    }

    private void UnwatchWatchedActors()
    {
        foreach (var watchee in _watching.Keys.Cast<IInternalActorRef>())
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
        _watching.Clear();
        _terminatedQueued.Clear();
    }

    private void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
        {
            if (_watchedBy.Add(watcher) && SystemImpl.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), ActorType, $"now watched by {watcher}"));
        }
        else if (watcher.Equals(Self) && !watchee.Equals(Self))
            Watch(watchee);
    }

    private void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
        {
            if (_watchedBy.Remove(watcher) && SystemImpl.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), ActorType, $"no longer watched by {watcher}"));
        }
        else if (watcher.Equals(Self) && !watchee.Equals(Self))
            Unwatch(watchee);
    }
}
