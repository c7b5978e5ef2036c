using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>Told by the index to its keeper when it has recovered.</summary>
public sealed record IndexRecovered;

/// <summary>Told by the index to its keeper: its journal did not take an event, and it stops.</summary>
public sealed record IndexFailed;

/// <summary>Told to the keeper: what is wrong with the index's own journal; null when it can be read after all.</summary>
public sealed record IndexExamined(JournalDamage? Damage);

/// <summary>Told by the index to its keeper: its journal is being examined, and says nothing until that is done.</summary>
public sealed record IndexUnreadable;

/// <summary>
/// Starts the index again when the journal did not take an event of it or could not be read, ever more patiently; those who ask meanwhile
/// are told so at once. With a damaged journal it stays down, and everybody is told why.
/// </summary>
public sealed class RunsKeeper : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    private static readonly Unavailable Away = new("The journal is not available now; nothing was taken in or lost, and the service goes on by itself when it is back.");

    private readonly Props _props;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<(object Message, IActorRef Sender)> _waiting = [];
    private TimeSpan _delay = Least;
    private IActorRef? _index;
    private bool _recovered;
    private bool _examining;
    private JournalDamage? _damage;

    /// <param name="index">Props of <see cref="RunsActor"/>.</param>
    public RunsKeeper(Props index)
    {
        _props = index;
        Receive<IndexRecovered>(_ =>
        {
            (_recovered, _delay) = (true, Least);
            Answer();
        });
        Receive<IndexFailed>(_ => _recovered = false);
        Receive<IndexUnreadable>(_ => _examining = true);
        Receive<IndexExamined>(examined =>
        {
            (_damage, _examining) = (examined.Damage, false);
            if (_damage is not null)
            {
                _log.Error("{0}", _damage.Text);
            }

            if (_index is null)
            {
                OnStopped();
            }
        });
        Receive<Terminated>(_ =>
        {
            (_index, _recovered) = (null, false);
            OnStopped();
        });
        Receive<Start>(_ => Begin());
        ReceiveAny(Pass);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Called by the index when it cannot be recovered; answers whether its journal is what is wrong.</summary>
    public static bool Examine(IActorContext index, string persistenceId, long last, Exception reason, object? message)
    {
        if (JournalDamage.Of(persistenceId, last, reason, message) is null)
        {
            return false;
        }

        var keeper = index.Parent;
        keeper.Tell(new IndexUnreadable());
        return JournalDamage.Find(
            index.System, persistenceId, last, reason, message, damage => keeper.Tell(new IndexExamined(damage), ActorRefs.NoSender));
    }

    protected override void PreStart() => Begin();

    private void Begin() => _index = Context.Watch(Context.ActorOf(_props, "index"));

    private void OnStopped()
    {
        if (_examining)
        {
            return;
        }

        Answer();
        if (_damage is null)
        {
            Timers.StartSingleTimer(nameof(Start), Start.Instance, _delay);
            _delay = _delay * 2 < Most ? _delay * 2 : Most;
        }
    }

    /// <summary>While the index reads its journal nobody is passed on: what it holds then would be lost, without a word, if the reading failed.</summary>
    private void Pass(object message)
    {
        if (_examining || (_index is not null && !_recovered))
        {
            _waiting.Add((message, Sender));
            return;
        }

        Pass(message, Sender);
    }

    private void Pass(object message, IActorRef sender)
    {
        if (_recovered)
        {
            _index!.Tell(message, sender);
        }
        else
        {
            sender.Tell(message is SettleRuns ? RunsSettled.Instance : _damage is null ? Away : new JournalDamaged(_damage));
        }
    }

    private void Answer()
    {
        foreach (var (message, sender) in _waiting)
        {
            Pass(message, sender);
        }

        _waiting.Clear();
    }

    private sealed record Start
    {
        public static readonly Start Instance = new();
    }
}
