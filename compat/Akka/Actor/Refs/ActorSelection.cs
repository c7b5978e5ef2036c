using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>The actors below an anchor whose path fits a pattern, at the time of each message.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path.Length == 0 ? [] : path.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        Path = elements.Where(e => e.Length > 0).Select(Element).ToArray();
    }

    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => "/" + string.Join("/", Path.Select(e => e.ToString()));

    public void Tell(object message, IActorRef sender = null) =>
        Deliver((IInternalActorRef)Anchor, Path, message, sender ?? ActorCell.GetCurrentSelfOrNoSender(), fanOut: false);

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject.IsNobody() ? throw new ActorNotFoundException("subject was null") : identity.Subject;
        }
        catch (AskTimeoutException e)
        {
            throw new ActorNotFoundException($"Exception occurred while resolving ActorSelection [{this}]", e);
        }
    }

    public override bool Equals(object obj) => obj is ActorSelection other && Equals(Anchor, other.Anchor) && PathString == other.PathString;

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path}{(Anchor.Path.Uid == 0 ? "" : "#" + Anchor.Path.Uid)}), Path({PathString})]";

    private static SelectionPathElement Element(string text) => text switch
    {
        ".." => SelectParent.Instance,
        "**" => SelectChildRecursive.Instance,
        _ when text.AsSpan().IndexOfAny('*', '?') >= 0 => new SelectChildPattern(text),
        _ => new SelectChildName(text),
    };

    private static void Deliver(IInternalActorRef from, ReadOnlySpan<SelectionPathElement> rest, object message, IActorRef sender, bool fanOut)
    {
        if (rest.IsEmpty)
        {
            from.Tell(message, sender);
            return;
        }

        switch (rest[0])
        {
            case SelectParent:
                Deliver(from.Parent, rest[1..], message, sender, fanOut);
                break;
            case SelectChildName child:
                var found = from is ActorRefWithCell cell ? cell.GetSingleChild(child.Name) : from.GetChild([child.Name]) as IInternalActorRef;
                if (!found.IsNobody())
                    Deliver(found, rest[1..], message, sender, fanOut);
                else if (!fanOut)
                {
                    var missing = new EmptyLocalActorRef(from.Provider, from.Path / rest.ToArray().Select(e => e.ToString()), ((LocalActorRefProvider)from.Provider).EventStream);
                    missing.Tell(new ActorSelectionMessage(message, rest.ToArray()), sender);
                }

                break;
            case SelectChildPattern pattern:
                foreach (var match in Children(from).Where(c => pattern.Matches(c.Path.Name)))
                    Deliver(match, rest[1..], message, sender, fanOut: true);
                break;
            case SelectChildRecursive:
                foreach (var child in Children(from))
                {
                    Deliver(child, rest[1..], message, sender, fanOut: true);
                    Deliver(child, rest, message, sender, fanOut: true);
                }

                break;
        }
    }

    private static IEnumerable<IInternalActorRef> Children(IInternalActorRef parent) => parent is ActorRefWithCell cell ? cell.Children.Cast<IInternalActorRef>() : [];
}

/// <summary>A step of a selection.</summary>
public abstract class SelectionPathElement;

/// <summary>To the child of a name.</summary>
public class SelectChildName(string name) : SelectionPathElement
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}

/// <summary>To the children whose name fits a pattern with * and ?.</summary>
public class SelectChildPattern(string patternStr) : SelectionPathElement
{
    private readonly Regex _pattern = new("^" + Regex.Escape(patternStr).Replace("\\*", ".*").Replace("\\?", ".") + "$");

    public string PatternStr { get; } = patternStr;

    public override string ToString() => PatternStr;

    internal bool Matches(string name) => _pattern.IsMatch(name);
}

/// <summary>To everything below.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    public static readonly SelectChildRecursive Instance = new();

    public override string ToString() => "**";
}

/// <summary>To the parent.</summary>
public class SelectParent : SelectionPathElement
{
    public static readonly SelectParent Instance = new();

    public override string ToString() => "..";
}

/// <summary>A message to a selection that found nobody.</summary>
public class ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false) : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public object Message { get; } = message;

    public SelectionPathElement[] Elements { get; } = elements;

    public bool WildCardFanOut { get; } = wildCardFanOut;

    public override string ToString() => $"ActorSelectionMessage - Message: {Message} - WildCardFanOut: {WildCardFanOut}";
}
