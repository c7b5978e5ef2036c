using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Actors;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;

namespace Pipeline.Host.Cli.Reading;

/// <summary>The ledger while no service is up: what the journal tells, beside the outside as this process sees it.</summary>
internal static class JournalLedger
{
    /// <param name="options">Which journal and which environment.</param>
    /// <param name="kept">That journal's database.</param>
    /// <param name="archive">The actor system and the archive of the index; null while there is no journal.</param>
    /// <param name="query">What is asked.</param>
    public static async Task<object> Ask(
        PipelineOptions options, IJournal kept, (ActorSystem System, IActorRef Runs)? archive, GetResources query, TimeProvider time, CancellationToken cancellation)
    {
        await using var environment = EnvironmentSetup.Create(options, time, NullLoggerFactory.Instance);
        var journal = await kept.Id(cancellation);
        if (archive is not var (system, runs))
        {
            return await WithoutJournal(environment.Inventory, query, journal, time, cancellation);
        }

        var reader = Props.Create(() => new LedgerArchive(runs, environment.Inventory, journal, time));
        var ledger = system.ActorOf(Props.Create(() => new JournalKeeper(reader, "ledger")));
        return await new LedgerIndex(_ => Task.FromResult(ledger)).Ask(query, cancellation);
    }

    /// <summary>No run yet, or the journal is lost: what there is outside is all there is to tell.</summary>
    private static async Task<object> WithoutJournal(
        IInventory outside, GetResources query, string? journal, TimeProvider time, CancellationToken cancellation)
    {
        if (query.Run is { } run)
        {
            return new RunNotFound(run);
        }

        try
        {
            var inventory = await outside.List(cancellation);
            return new ResourceList(ResourceRows.Of(LedgerBook.Empty, inventory, query, journal, time.GetUtcNow()), inventory.Unseen, []);
        }
        catch (PortFailureException failure)
        {
            return new Refused(failure.Message);
        }
    }
}
