namespace Akka.Dispatch.SysMsg;

/// <summary>Many push, one takes all at once, in the order of arrival. Closing it is atomic: nothing can slip in afterwards.</summary>
internal struct SystemMessageQueue
{
    private static readonly SystemMessage Closed = new Suspend();

    private SystemMessage _latest;

    public readonly bool HasMessages => Volatile.Read(in _latest) is { } latest && latest != Closed;

    /// <summary>False when the queue is closed.</summary>
    public bool TryEnqueue(SystemMessage message)
    {
        while (true)
        {
            var latest = Volatile.Read(ref _latest);
            if (latest == Closed)
                return false;
            message.Next = latest;
            if (Interlocked.CompareExchange(ref _latest, message, latest) == latest)
                return true;
        }
    }

    /// <summary>All messages, oldest first, linked by <see cref="SystemMessage.Next"/>; null when there are none.</summary>
    public SystemMessage TakeAll()
    {
        while (true)
        {
            var latest = Volatile.Read(ref _latest);
            if (latest == null || latest == Closed)
                return null;
            if (Interlocked.CompareExchange(ref _latest, null, latest) == latest)
                return Reverse(latest);
        }
    }

    public SystemMessage Close() => Interlocked.Exchange(ref _latest, Closed) is var rest && rest == Closed ? null : Reverse(rest);

    private static SystemMessage Reverse(SystemMessage latest)
    {
        SystemMessage reversed = null;
        while (latest != null)
        {
            var next = latest.Next;
            latest.Next = reversed;
            reversed = latest;
            latest = next;
        }

        return reversed;
    }
}
