using Akka.Actor;
using Akka.Persistence;

namespace Pipeline.Actors.Journal;

/// <summary>
/// Finds the one event at which a journal cannot be read: a journal that reads ahead fails before all events in front of it have
/// arrived. It reads one event more each time, from where the failed recovery came to.
/// </summary>
public sealed class DamageFinder : ReceiveActor
{
    /// <param name="persistenceId">Whose journal.</param>
    /// <param name="last">The last event that is known to be sound.</param>
    /// <param name="report">Told the damage; null when the journal can be read after all.</param>
    public DamageFinder(string persistenceId, long last, Action<JournalDamage?> report)
    {
        void Probe(long to) => Context.ActorOf(Props.Create(() => new Prefix(persistenceId, to)));

        Receive<Readable>(read =>
        {
            if (read.To < read.Highest)
            {
                Probe(read.To + 1);
                return;
            }

            report(null);
            Context.Stop(Self);
        });
        Receive<Unreadable>(read =>
        {
            report(JournalDamage.Of(persistenceId, read.To - 1, read.Reason, null));
            Context.Stop(Self);
        });
        Probe(last + 1);
    }

    private sealed record Readable(long To, long Highest);

    private sealed record Unreadable(long To, Exception Reason);

    /// <summary>Reads so many events and forgets them.</summary>
    private sealed class Prefix : ReceivePersistentActor
    {
        private readonly long _to;

        public Prefix(string persistenceId, long to)
        {
            (PersistenceId, _to) = (persistenceId, to);
            Recover<RecoveryCompleted>(_ =>
            {
                Context.Parent.Tell(new Readable(_to, LastSequenceNr));
                Context.Stop(Self);
            });
            RecoverAny(_ => { });
            CommandAny(Unhandled);
        }

        public override string PersistenceId { get; }

        public override Recovery Recovery => new(SnapshotSelectionCriteria.None, _to);

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => Context.Parent.Tell(new Unreadable(_to, reason));
    }
}
