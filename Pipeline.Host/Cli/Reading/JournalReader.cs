using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;

namespace Pipeline.Host.Cli.Reading;

/// <summary>Reads runs from the journal while no service is up, by actors that only read.</summary>
internal sealed class JournalReader(PipelineOptions options, TimeProvider time) : IRunReader
{
    private readonly IJournal _journal = JournalKinds.Of(options.Journal);
    private ActorSystem? _system;
    private IActorRef? _archiveActor;
    private RunIndex? _archive;

    public async Task<ImmutableArray<RunSummary>> Runs(string? pipeline, string? state, CancellationToken cancellation)
    {
        var phase = PhaseWords.Parse(state);
        return state is not null && phase is null ? throw CommandException.Usage(PhaseWords.Refuse(state))
            : await Ask(new ListRuns(pipeline, phase), cancellation) is RunList list ? list.Runs
            : [];
    }

    public async Task<RunView> Run(string id, long? at, CancellationToken cancellation) =>
        RunId.TryParse(id, out var run) && await Ask(new GetRun(run, at), cancellation) is RunView view ? view : throw Unknown(id);

    public async Task<ImmutableArray<EventBody>> Events(string id, CancellationToken cancellation, long? to = null) =>
        RunId.TryParse(id, out var run) && await Ask(new GetRunEvents(run, To: to), cancellation) is RunEventList list
            ? [.. list.Events.Select(EventBody.Of)]
            : throw Unknown(id);

    public async Task<ResourceList> Resources(bool all, string? run, CancellationToken cancellation)
    {
        RunId? only = run is null ? null : RunId.TryParse(run, out var id) ? id : throw Unknown(run);
        return await Guarded(async () =>
        {
            (ActorSystem, IActorRef)? archive = await Open(cancellation) is null ? null : (_system!, _archiveActor!);
            return await JournalLedger.Ask(options, _journal, archive, new GetResources(all, only), time, cancellation);
        }) switch
        {
            ResourceList list => list,
            _ => throw Unknown(run ?? ""),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.Terminate();
        }
    }

    private Task<object?> Ask(object question, CancellationToken cancellation) =>
        Guarded(async () => await Open(cancellation) is { } archive ? await archive.Ask(question, cancellation) : null);

    private async Task<object?> Guarded(Func<Task<object?>> ask)
    {
        try
        {
            return await ask() switch
            {
                Refused refused => throw CommandException.Failed(refused.Why),
                NoSuchEvent beyond => throw CommandException.Usage(beyond.Why),
                var answer => answer,
            };
        }
        catch (Exception unreadable) when (unreadable is JournalUnreachableException or JournalDamagedException or UnavailableException)
        {
            throw CommandException.Failed(unreadable.Message);
        }
        catch (AskTimeoutException)
        {
            throw CommandException.Failed($"The journal {_journal.Name} could not be read within {options.Service.AnswerTimeout.TotalSeconds} s.");
        }
    }

    /// <summary>Null where there has been no run yet: a reader makes no journal.</summary>
    private async Task<RunIndex?> Open(CancellationToken cancellation)
    {
        if (_archive is not null || !await _journal.Exists(cancellation))
        {
            return _archive;
        }

        _system = ActorSystem.Create(AkkaSetup.SystemName, ReadOnly());
        var archive = _archiveActor = _system.ActorOf(Props.Create(() => new JournalKeeper(Props.Create(() => new RunsArchive()), "index")), "archive");
        return _archive = new RunIndex(_ => Task.FromResult(archive), options.Service.AnswerTimeout);
    }

    private CommandException Unknown(string id) => CommandException.Usage($"There is no run '{id}' in the journal {_journal.Name}.");

    // Akka's own loggers write to stdout, which is the answer's alone; what keeps it from being found is said in its place.
    private Config ReadOnly() => ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
        .WithFallback(JournalPlace.Of(options.Journal, readOnly: true))
        .WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(options.Root, Checkout.ConfigurationFile))))
        .WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig));
}
