using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli.Reading;

/// <summary>Reads runs from the journal while no service is up, by actors that only read.</summary>
internal sealed class JournalReader : IRunReader
{
    private readonly PipelineOptions _options;
    private readonly ActorSystem? _system;
    private readonly TimeProvider _time;
    private readonly IActorRef? _archiveActor;
    private readonly RunIndex? _archive;

    public JournalReader(PipelineOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        if (!File.Exists(options.Journal.File))
        {
            // No run yet; a reader makes no journal.
            return;
        }

        _system = ActorSystem.Create(AkkaSetup.SystemName, ReadOnly(options));
        var archive = _archiveActor = _system.ActorOf(Props.Create(() => new RunsArchive()), "archive");
        _archive = new RunIndex(_ => Task.FromResult(archive), options.Service.AnswerTimeout);
    }

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
        (ActorSystem, IActorRef)? archive = _system is null ? null : (_system, _archiveActor!);
        return await Guarded(async () => await JournalLedger.Ask(_options, archive, new GetResources(all, only), _time, cancellation)) switch
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
        Guarded(async () => _archive is null ? null : await _archive.Ask(question, cancellation));

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
        catch (AskTimeoutException)
        {
            throw CommandException.Failed($"The journal {_options.Journal.File} could not be read within {_options.Service.AnswerTimeout.TotalSeconds} s.");
        }
    }

    private CommandException Unknown(string id) => CommandException.Usage($"There is no run '{id}' in the journal {_options.Journal.File}.");

    // Akka's own loggers write to stdout, which is the answer's alone; what keeps it from being found is said in its place.
    private static Config ReadOnly(PipelineOptions options) => ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
        .WithFallback(JournalPlace.Of(options.Journal))
        .WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(options.Root, Checkout.ConfigurationFile))))
        .WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig));
}
