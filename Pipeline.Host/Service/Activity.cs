namespace Pipeline.Host.Service;

/// <summary>Who is using the service at this moment, and whether it still takes requests.</summary>
public sealed class Activity(TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _requests;
    private bool _closed;
    private bool _used;
    private long _last = time.GetTimestamp();

    /// <summary>No new runs are taken; the service ends when those that go on have ended.</summary>
    public bool IsDraining { get; set; }

    /// <summary>Counts a request in; false when no more are taken.</summary>
    public bool Enter()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _requests++;
            return true;
        }
    }

    /// <param name="asked">Whether the request was more than a look at the service's health.</param>
    public void Leave(bool asked)
    {
        lock (_gate)
        {
            _requests--;
            _used |= asked;
            _last = asked ? time.GetTimestamp() : _last;
        }
    }

    /// <summary>A run is going on.</summary>
    public void Busy()
    {
        lock (_gate)
        {
            _used = true;
            _last = time.GetTimestamp();
        }
    }

    /// <summary>Whether nobody is using it, and has not for so long.</summary>
    /// <param name="firstGrace">Until the first use.</param>
    /// <param name="grace">After any use.</param>
    public bool IsIdle(TimeSpan firstGrace, TimeSpan grace)
    {
        lock (_gate)
        {
            return _requests == 0 && time.GetElapsedTime(_last) >= (_used ? grace : firstGrace);
        }
    }

    /// <summary>Closes the intake if it is idle; answers whether it did.</summary>
    public bool TryClose(TimeSpan firstGrace, TimeSpan grace)
    {
        lock (_gate)
        {
            _closed = IsIdle(firstGrace, grace);
            return _closed;
        }
    }

    /// <summary>Takes no more requests, whoever is still being answered.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    public void Reopen()
    {
        lock (_gate)
        {
            _closed = false;
        }
    }
}
