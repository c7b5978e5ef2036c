namespace Akka.Actor;

/// <summary>The handlers of one behaviour, asked in the order in which they were added.</summary>
internal sealed class MessageHandlers
{
    private readonly List<Func<object, bool>> _handlers = [];
    private bool _catchesAll;

    public void Add<T>(Predicate<T> shouldHandle, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (shouldHandle == null)
        {
            Add(typeof(T), message =>
            {
                if (message is not T typed)
                    return false;
                handler(typed);
                return true;
            });
        }
        else
        {
            AddPartial<T>(message =>
            {
                if (!shouldHandle(message))
                    return false;
                handler(message);
                return true;
            });
        }
    }

    public void AddPartial<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(null, message => message is T typed && handler(typed));
    }

    public void Add(Type messageType, Predicate<object> shouldHandle, Action<object> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(shouldHandle == null ? messageType : null, message =>
        {
            if (!messageType.IsInstanceOfType(message) || (shouldHandle != null && !shouldHandle(message)))
                return false;
            handler(message);
            return true;
        });
    }

    public void AddPartial(Type messageType, Func<object, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(null, message => messageType.IsInstanceOfType(message) && handler(message));
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler(message))
                return true;
        }

        return false;
    }

    private void Add(Type unconditionalType, Func<object, bool> handler)
    {
        if (_catchesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _catchesAll = unconditionalType == typeof(object);
        _handlers.Add(handler);
    }
}
