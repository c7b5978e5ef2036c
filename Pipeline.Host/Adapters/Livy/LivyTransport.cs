using System.Net;
using System.Text;
using Flurl;
using Flurl.Http;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>One request to Livy.</summary>
/// <param name="Doing">For messages: what was to be done.</param>
/// <param name="Path">Its segments.</param>
public sealed record LivyCall(string Doing, HttpMethod Method, TimeSpan Timeout, params string[] Path)
{
    public (string Name, string Value)[] Query { get; init; } = [];

    public string? Body { get; init; }
}

/// <summary>Carries requests to the clusters' Livys: credentials, headers, one deadline per call, and every failure of the network as a transient one.</summary>
public sealed class LivyTransport : IDisposable
{
    // Livy's CSRF filter, where it is on, asks for the header only, not for a value.
    private const string Requester = "pipeline";

    private readonly Func<string, LivyCredentials?> credentials;
    private readonly TimeProvider time;
    private readonly FlurlClient client;

    /// <param name="credentials">By the cluster's name; null where Livy asks for none.</param>
    /// <param name="time">For the deadlines.</param>
    /// <param name="handler">What sends; a test's own, or null for sockets.</param>
    public LivyTransport(Func<string, LivyCredentials?> credentials, TimeProvider time, HttpMessageHandler? handler = null)
    {
        this.credentials = credentials;
        this.time = time;

        // A call has one deadline, its own.
        client = new FlurlClient(new HttpClient(handler ?? Sockets()) { Timeout = Timeout.InfiniteTimeSpan });
        client.Settings.Timeout = null;
    }

    public void Dispose() => client.HttpClient.Dispose();

    /// <summary>Sends it once; an answer of whatever status comes back, no answer is a transient failure.</summary>
    public async Task<LivyAnswer> Send(LivyEndpoint livy, LivyCall call, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(call.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var response = await Request(livy, call).SendAsync(call.Method, Content(call), either.Token);
            return new LivyAnswer(livy, call.Doing, (int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            throw PortFailureException.Transient($"{Who(livy)} did not {call.Doing} within {call.Timeout.TotalSeconds:0} s; whether it did is unknown.");
        }
        catch (Exception error) when (error is FlurlHttpException or HttpRequestException or IOException)
        {
            throw PortFailureException.Transient($"{Who(livy)} could not be reached to {call.Doing}: {error.GetBaseException().Message}", error);
        }
    }

    internal static string Who(LivyEndpoint livy) => $"Livy of cluster {livy.Cluster} at {livy.Url}";

    private static HttpContent? Content(LivyCall call) =>
        call.Body is null ? null : new StringContent(call.Body, Encoding.UTF8, "application/json");

    private static SocketsHttpHandler Sockets() => new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),

        // A name that moves to another address is noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new NoProxyForLoopback(HttpClient.DefaultProxy),
    };

    private IFlurlRequest Request(LivyEndpoint livy, LivyCall call)
    {
        var request = livy.Url.AppendPathSegments([.. call.Path])
            .SetQueryParams(call.Query.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
            .WithClient(client)
            .AllowAnyHttpStatus()
            .WithHeader("Accept", "application/json")
            .WithHeader("X-Requested-By", Requester);
        return credentials(livy.Cluster) is { } known ? request.WithBasicAuth(known.User, known.Secret) : request;
    }

    /// <summary>An <c>http_proxy</c> of the environment is for the world outside: the gateway's secret is none of its business.</summary>
    private sealed class NoProxyForLoopback(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
