using System.Runtime.Serialization;
using Akka.Actor;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Journal;

/// <summary>One event of the journal that cannot be read or does not fit: whose, which one, and what is wrong with it.</summary>
/// <param name="PersistenceId">As <c>run-r0123456789ab</c>; the index is <c>runs</c>, the ledger <c>ledger</c>.</param>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="Manifest">Its frozen name; null when that is not known.</param>
/// <param name="What">What is wrong, as a sentence.</param>
public sealed record JournalDamage(string PersistenceId, long Sequence, string? Manifest, string What)
{
    /// <summary>For people: what, where, and how to mend it.</summary>
    public string Text
    {
        get
        {
            var run = PersistenceId.StartsWith(RunSupervisor.IdPrefix, StringComparison.Ordinal) ? PersistenceId[RunSupervisor.IdPrefix.Length..] : null;
            var (whose, then) = PersistenceId switch
            {
                "runs" => ("the index of all runs", "The service does not start without its index."),
                LedgerActor.PersistentId => ("the ledger", "Nothing is cleaned up and the ledger cannot be shown; runs go on."),
                _ => ($"run {run}", "The run stands still and keeps what it has outside; every other run goes on."),
            };
            return $"Event {Sequence}{(Manifest is null ? "" : $" ({Manifest})")} of {whose} is damaged. {What} {then} "
                + $"To mend it, restore the row of the table journal with persistence_id '{PersistenceId}' and sequence_number {Sequence} from a backup, or run the version "
                + "of the service that wrote it; then start the service again."
                + (run is null || Sequence == 1 ? "" : $" ./pipeline show {run} --at {Sequence - 1} shows the run as it was before.");
        }
    }

    /// <summary>What a failed recovery says of the journal; null when it says nothing of it, as when the database is away.</summary>
    /// <param name="persistenceId">Whose recovery.</param>
    /// <param name="last">The last event that was read.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="message">The event that was refused after it had been read; null when it could not be read.</param>
    public static JournalDamage? Of(string persistenceId, long last, Exception reason, object? message) => reason switch
    {
        MissingEventException missing => new JournalDamage(persistenceId, missing.Expected, null, missing.Message),
        _ when message is not null => new JournalDamage(
            persistenceId, last, EventManifests.Find(message), $"It does not fit what came before it: {reason.Message.TrimEnd('.')}."),
        _ => Causes(reason).Select(cause => cause switch
        {
            UnreadableEventException unreadable => new JournalDamage(persistenceId, last + 1, unreadable.Manifest, unreadable.Message),

            // The journal itself found no serializer for the row's identifier, or no type for its manifest.
            SerializationException or TypeLoadException or ArgumentException =>
                new JournalDamage(persistenceId, last + 1, null, $"Its row names no known serializer: {cause.Message.TrimEnd('.')}."),
            _ => null,
        }).FirstOrDefault(damage => damage is not null),
    };

    /// <summary>Has the damage behind a failed recovery told, if it is one; answers whether it is.</summary>
    /// <param name="system">Where it is looked for.</param>
    /// <param name="persistenceId">Whose recovery.</param>
    /// <param name="last">The last event that was read.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="message">The event that was refused after it had been read; null when it could not be read.</param>
    /// <param name="report">Told the damage; null when the journal can be read after all.</param>
    public static bool Find(ActorSystem system, string persistenceId, long last, Exception reason, object? message, Action<JournalDamage?> report)
    {
        if (Of(persistenceId, last, reason, message) is not { } damage)
        {
            return false;
        }

        if (message is not null)
        {
            report(damage);
        }
        else
        {
            system.ActorOf(Props.Create(() => new DamageFinder(persistenceId, last, report)));
        }

        return true;
    }

    private static IEnumerable<Exception> Causes(Exception reason)
    {
        for (Exception? cause = reason; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
