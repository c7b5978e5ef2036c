using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Journal;

/// <summary>Told by what is kept to its keeper when it has recovered.</summary>
public sealed record KeptRecovered;

/// <summary>Told by what is kept to its keeper: its journal did not take an event, and it stops.</summary>
public sealed record KeptFailed;

/// <summary>Told to the keeper: what is wrong with the journal of what it keeps; null when it can be read after all.</summary>
public sealed record KeptExamined(JournalDamage? Damage);

/// <summary>Told by what is kept to its keeper: its journal is being examined, and says nothing until that is done.</summary>
public sealed record KeptUnreadable;

/// <summary>
/// Keeps the one actor that all others of its kind rest on, the index of runs or the ledger: starts it again when the journal did not take an
/// event of it or could not be read, ever more patiently; those who ask meanwhile are told so at once. With a damaged journal it stays down,
/// and everybody is told why.
/// </summary>
public sealed class JournalKeeper : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    private static readonly Unavailable Away = new("The journal is not available now; nothing was taken in or lost, and the service goes on by itself when it is back.");

    private readonly Props _props;
    private readonly string _name;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<(object Message, IActorRef Sender)> _waiting = [];
    private TimeSpan _delay = Least;
    private IActorRef? _kept;
    private bool _recovered;
    private bool _examining;
    private JournalDamage? _damage;

    /// <param name="props">What is kept.</param>
    /// <param name="name">Its actor's name.</param>
    public JournalKeeper(Props props, string name)
    {
        (_props, _name) = (props, name);
        Receive<KeptRecovered>(_ =>
        {
            (_recovered, _delay) = (true, Least);
            Answer();
        });
        Receive<KeptFailed>(_ => _recovered = false);
        Receive<KeptUnreadable>(_ => _examining = true);
        Receive<KeptExamined>(examined =>
        {
            (_damage, _examining) = (examined.Damage, false);
            if (_damage is not null)
            {
                _log.Error("{0}", _damage.Text);
            }

            if (_kept is null)
            {
                OnStopped();
            }
        });
        Receive<Terminated>(_ =>
        {
            (_kept, _recovered) = (null, false);
            OnStopped();
        });
        Receive<Start>(_ => Begin());
        ReceiveAny(Pass);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Called by what is kept when it cannot be recovered; answers whether its journal is what is wrong.</summary>
    public static bool Examine(IActorContext kept, string persistenceId, long last, Exception reason, object? message)
    {
        if (JournalDamage.Of(persistenceId, last, reason, message) is null)
        {
            return false;
        }

        var keeper = kept.Parent;
        keeper.Tell(new KeptUnreadable());
        return JournalDamage.Find(
            kept.System, persistenceId, last, reason, message, damage => keeper.Tell(new KeptExamined(damage), ActorRefs.NoSender));
    }

    protected override void PreStart() => Begin();

    private void Begin() => _kept = Context.Watch(Context.ActorOf(_props, _name));

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

    /// <summary>While it reads its journal nobody is passed on: what it holds then would be lost, without a word, if the reading failed.</summary>
    private void Pass(object message)
    {
        if (_examining || (_kept is not null && !_recovered))
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
            _kept!.Tell(message, sender);
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
