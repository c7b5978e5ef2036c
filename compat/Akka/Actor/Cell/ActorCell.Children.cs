using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private readonly Children _children = new();
    private long _nextRandomName;

    private bool IsTerminating => _children.IsTerminating;

    private bool IsNormal => _children.IsNormal;

    private bool IsWaitingForChildren => _children.IsWaiting;

    public virtual IActorRef ActorOf(Props props, string name = null) => MakeChild(props, name, isSystemService: false);

    public virtual IActorRef AttachChild(Props props, bool isSystemService, string name = null) => MakeChild(props, name, isSystemService);

    public IEnumerable<IInternalActorRef> GetChildren() => _children.Refs;

    IEnumerable<IActorRef> IActorContext.GetChildren() => _children.Refs;

    IActorRef IActorContext.Child(string name) => _children.TryGet(name, out var stats) ? stats.Child : ActorRefs.Nobody;

    public IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#');
        if (!_children.TryGet(hash < 0 ? name : name[..hash], out var stats))
            return ActorRefs.Nobody;
        return hash < 0 || name[(hash + 1)..] == stats.Uid.ToString() ? stats.Child : ActorRefs.Nobody;
    }

    public void Stop(IActorRef child)
    {
        if (_children.Contains(child))
            _children.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    private IActorRef MakeChild(Props props, string name, bool isSystemService)
    {
        if (name == null)
            name = "$" + Base64(Interlocked.Increment(ref _nextRandomName) - 1);
        else
            CheckName(name);
        if (IsTerminating)
            throw new InvalidOperationException("Cannot create child while terminating or terminated");

        _children.Reserve(name);
        IInternalActorRef child;
        try
        {
            var path = new ChildActorPath(Self.Path, name, NewUid());
            child = SystemImpl.Provider.ActorOf(SystemImpl, props, _self, path, isSystemService);
        }
        catch
        {
            _children.Unreserve(name);
            throw;
        }

        _children.Add(child);
        child.Start();
        return child;
    }

    private void Supervise(IActorRef child)
    {
        if (!IsTerminating && SystemImpl.Settings.DebugLifecycle)
            Publish(new Debug(Self.Path.ToString(), ActorType, "now supervising " + child.Path));
    }

    private void StopChildren()
    {
        foreach (var child in _children.Refs)
            Stop(child);
    }

    private void SuspendChildren(IReadOnlyCollection<IActorRef> except)
    {
        foreach (var child in _children.Refs)
        {
            if (!except.Contains(child))
                child.Suspend();
        }
    }

    private void ResumeChildren(Exception cause, IActorRef perpetrator)
    {
        foreach (var child in _children.Refs)
            child.Resume(child.Equals(perpetrator) ? cause : null);
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}.");
        }
    }

    private static long NewUid() => Random.Shared.Next(1, int.MaxValue);

    private static string Base64(long number)
    {
        const string digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
        var text = "";
        do
        {
            text += digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);
        return text;
    }
}
