using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Extensions;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Client;

namespace Pipeline.Host.Cli.Reading;

/// <summary>Reads runs over the service's API.</summary>
internal sealed class ServiceReader(ServiceClient client) : IRunReader
{
    public Task<ImmutableArray<RunSummary>> Runs(string? pipeline, string? state, CancellationToken cancellation) => Guarded(() =>
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("pipeline", pipeline), ("state", state) })
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        return client.Runs($"{query}", cancellation);
    });

    public Task<RunView> Run(string id, long? at, CancellationToken cancellation) => Guarded(() => client.Run(id, cancellation, at));

    public Task<ImmutableArray<EventBody>> Events(string id, CancellationToken cancellation, long? to = null) => Guarded(() => client.Events(id, cancellation, to));

    public Task<ResourceList> Resources(bool all, string? run, CancellationToken cancellation) => Guarded(() =>
    {
        var query = new QueryBuilder();
        if (all)
        {
            query.Add("all", "true");
        }

        if (run is not null)
        {
            query.Add("run", run);
        }

        return client.Resources($"{query}", cancellation);
    });

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ProblemException refused)
        {
            throw refused.IsServices ? CommandException.Failed(refused.Message) : CommandException.Usage(refused.Message);
        }
        catch (HttpRequestException gone)
        {
            throw CommandException.ServiceDied($"The service does not answer: {gone.Message}");
        }
    }
}
