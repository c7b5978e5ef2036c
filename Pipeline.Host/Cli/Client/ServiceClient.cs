using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;

namespace Pipeline.Host.Cli.Client;

/// <summary>The service's API as the command line uses it. A refusal is a <see cref="ProblemException"/>, an unreachable service an <see cref="HttpRequestException"/>.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _http;

    public ServiceClient(Uri address, string? token)
    {
        // A live stream may be silent for as long as a job takes; every other call gets its limit from the service.
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<RunStarted> Start(string pipeline, ImmutableSortedDictionary<string, string> parameters, string key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "runs")
        {
            Content = JsonContent.Create(new StartRunBody(pipeline, parameters), options: ApiJson.Options),
            Headers = { { "Idempotency-Key", key } },
        };
        return await Send<RunStarted>(request, cancellation);
    }

    public Task<RunView> Run(string id, CancellationToken cancellation, long? at = null) =>
        Read<RunView>($"runs/{Uri.EscapeDataString(id)}{(at is null ? "" : $"?at={at}")}", cancellation);

    /// <param name="to">The last event to read; null for all there are.</param>
    public Task<ImmutableArray<EventBody>> Events(string id, CancellationToken cancellation, long? to = null) =>
        Read<ImmutableArray<EventBody>>($"runs/{Uri.EscapeDataString(id)}/events{(to is null ? "" : $"?to={to}")}", cancellation);

    /// <param name="query">As <c>?state=running</c>, or empty.</param>
    public Task<ImmutableArray<RunSummary>> Runs(string query, CancellationToken cancellation) => Read<ImmutableArray<RunSummary>>("runs" + query, cancellation);

    public async Task<CancelAnswer> Cancel(string id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"runs/{Uri.EscapeDataString(id)}/cancel");
        return await Send<CancelAnswer>(request, cancellation);
    }

    /// <param name="query">As <c>?all=true</c>, or empty.</param>
    public Task<ResourceList> Resources(string query, CancellationToken cancellation) => Read<ResourceList>("resources" + query, cancellation);

    public async Task<RemovalAccepted> RemoveResource(string kind, string name, string? id, CancellationToken cancellation)
    {
        var which = id is null ? "" : $"?id={Uri.EscapeDataString(id)}";
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"resources/{Uri.EscapeDataString(kind)}/{Uri.EscapeDataString(name)}{which}");
        return await Send<RemovalAccepted>(request, cancellation);
    }

    public async Task<RetryAnswer> Retry(string id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"runs/{Uri.EscapeDataString(id)}/retry");
        return await Send<RetryAnswer>(request, cancellation);
    }

    public async Task<RunStarted> Rerun(string id, string key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"runs/{Uri.EscapeDataString(id)}/rerun") { Headers = { { "Idempotency-Key", key } } };
        return await Send<RunStarted>(request, cancellation);
    }

    /// <summary>Asks how many runs a draining service waits for; by POST makes it drain, by DELETE ends that.</summary>
    public async Task<DrainState> Drain(HttpMethod method, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, "drain");
        return await Send<DrainState>(request, cancellation);
    }

    public async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync("health/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The run's events after this one, as they happen; ends when the run has, or when the service stops.</summary>
    public async IAsyncEnumerable<EventBody> Follow(string id, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"runs/{Uri.EscapeDataString(id)}/events")
        {
            Headers = { { "Accept", "text/event-stream" }, { "Last-Event-ID", after.ToString() } },
        };
        using var response = await Answer(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<EventBody>(data, ApiJson.Options)!);
        await foreach (var item in events.EnumerateAsync(cancellation))
        {
            yield return item.Data;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Read<T>(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send<T>(request, cancellation);
    }

    private async Task<T> Send<T>(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await Answer(request, HttpCompletionOption.ResponseContentRead, cancellation);
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancellation))!;
    }

    private async Task<HttpResponseMessage> Answer(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellation)
    {
        var response = await _http.SendAsync(request, completion, cancellation);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw ProblemException.Of(response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
    }
}
