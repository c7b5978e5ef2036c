using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Calls to a plugin's storage. After so many failures in a row calls fail at once for a while; then a single one is
/// tried, and its outcome decides.
/// </summary>
internal sealed class Breaker
{
    private readonly Lock _gate = new();
    private readonly int _maxFailures;
    private readonly TimeSpan _callTimeout;
    private readonly TimeSpan _resetTimeout;
    private readonly IScheduler _scheduler;
    private int _failures;
    private State _state;
    private Exception _last;

    public Breaker(IScheduler scheduler, Config config)
    {
        _scheduler = scheduler;
        _maxFailures = config.GetInt("circuit-breaker.max-failures");
        _callTimeout = config.GetTimeSpan("circuit-breaker.call-timeout");
        _resetTimeout = config.GetTimeSpan("circuit-breaker.reset-timeout");
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
        Trying,
    }

    /// <summary>A call that takes too long fails, and its token is cancelled.</summary>
    public async Task<T> Call<T>(Func<CancellationToken, Task<T>> call)
    {
        Enter();
        using var late = new CancellationTokenSource();
        try
        {
            var result = await call(late.Token).WaitAsync(_callTimeout).ConfigureAwait(false);
            Succeeded();
            return result;
        }
        catch (Exception e)
        {
            if (e is TimeoutException)
                late.Cancel();
            Failed(e);
            throw;
        }
    }

    public Task Call(Func<CancellationToken, Task> call) => Call(async token =>
    {
        await call(token).ConfigureAwait(false);
        return true;
    });

    private void Enter()
    {
        lock (_gate)
        {
            if (_state is State.Open or State.Trying)
                throw new OpenCircuitException(_last);
            if (_state == State.HalfOpen)
                _state = State.Trying;
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
            if (_state == State.Trying)
                _state = State.Closed;
        }
    }

    private void Failed(Exception cause)
    {
        lock (_gate)
        {
            _last = cause;
            if (_state == State.Open || (_state == State.Closed && ++_failures < _maxFailures))
                return;
            _state = State.Open;
        }

        _scheduler.Advanced.ScheduleOnce(_resetTimeout, () =>
        {
            lock (_gate)
            {
                if (_state == State.Open)
                    _state = State.HalfOpen;
            }
        });
    }
}
