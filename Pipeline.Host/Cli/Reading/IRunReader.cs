using System.Collections.Immutable;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;

namespace Pipeline.Host.Cli.Reading;

/// <summary>What the reading commands need: from the service that is up, else from the journal itself.</summary>
internal interface IRunReader : IAsyncDisposable
{
    Task<ImmutableArray<RunSummary>> Runs(string? pipeline, string? state, CancellationToken cancellation);

    Task<RunView> Run(string id, long? at, CancellationToken cancellation);

    /// <param name="to">The last event to read; null for all there are.</param>
    Task<ImmutableArray<EventBody>> Events(string id, CancellationToken cancellation, long? to = null);

    /// <summary>The ledger beside the outside.</summary>
    Task<ResourceList> Resources(bool all, string? run, CancellationToken cancellation);
}

internal static class RunReaders
{
    /// <summary>The service knows best; without one the journal does not change, and reading it starts nothing.</summary>
    public static IRunReader Open(CliContext context)
    {
        var finder = new Client.ServiceFinder(context.Options, context.Time, context.Error.WriteLine);
        return finder.Find() is { } service ? new ServiceReader(finder.Connect(service)) : new JournalReader(context.Options, context.Time);
    }
}
