using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Requests;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway;

/// <summary>The sessions a gateway holds, by id and by name.</summary>
public sealed class SessionRegistry(GatewayOptions options) : IDisposable
{
    /// <summary>Livy's own bound of sessions that live at once.</summary>
    private const int MaxCreation = 100;

    private readonly SemaphoreSlim _engineSlots = new(Math.Max(1, options.Sessions));
    private readonly SortedDictionary<int, SessionHost> _sessions = [];
    private readonly Lock _gate = new();
    private int _nextId;

    public IReadOnlyList<SessionHost> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions.Values];
            }
        }
    }

    /// <summary>Makes a session; a refused one has used up an id, as in Livy, if its request could be read.</summary>
    /// <exception cref="LivyException">The request is refused.</exception>
    public SessionHost Create(SessionRequest request)
    {
        lock (_gate)
        {
            if (_sessions.Values.Count(s => s.Session.Phase is not SessionPhase.Dead) >= MaxCreation)
            {
                throw new LivyException(LivyError.TooMany);
            }

            var id = _nextId++;
            if (SessionRules.Check(request) is { } refusal)
            {
                throw new LivyException(refusal);
            }

            if (request.Name is { } name)
            {
                CheckName(name, id);
            }

            var host = new SessionHost(id, request, options, _engineSlots);
            _sessions.Add(id, host);
            options.Log($"Session {id} is made: {request.Name ?? "it has no name"}.");
            host.Start();
            return host;
        }
    }

    /// <summary>Finds a session; a key of digits is an id, anything else a name.</summary>
    /// <exception cref="LivyException">There is none, or the id is out of range.</exception>
    public SessionHost Find(string key)
    {
        lock (_gate)
        {
            var host = key.All(char.IsDigit)
                ? _sessions.GetValueOrDefault(JavaInt.Parse(key))
                : _sessions.Values.FirstOrDefault(s => s.Name == key);
            return host ?? throw new LivyException(LivyError.SessionNotFound(key));
        }
    }

    /// <summary>Ends a session and forgets it.</summary>
    public async Task Delete(SessionHost host)
    {
        await host.Stop();
        lock (_gate)
        {
            _sessions.Remove(host.Id);
        }
    }

    public Task StopAll() => Task.WhenAll(All.Select(Delete));

    public void Dispose() => _engineSlots.Dispose();

    private void CheckName(string name, int id)
    {
        if (SessionRules.CheckName(name) is { } refusal)
        {
            throw new LivyException(refusal);
        }

        if (_sessions.Values.Any(s => s.Name == name))
        {
            throw new LivyException(SessionRules.Duplicate(name, id));
        }
    }
}
