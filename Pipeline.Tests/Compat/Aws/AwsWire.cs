using System.Net;
using Amazon.Runtime;
using Xunit;

namespace Pipeline.Tests.Compat.Aws;

/// <summary>One request as it went out.</summary>
public sealed record WireRequest(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Stands where the SDK's socket would be: keeps what was sent, answers what it was told.</summary>
public sealed class AwsWire : HttpClientFactory
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = [];
    private readonly List<WireRequest> _sent = [];

    public IReadOnlyList<WireRequest> Sent => _sent;

    public WireRequest Only => Assert.Single(_sent);

    /// <summary>Answers the next request; the last answer is repeated.</summary>
    public AwsWire Answer(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Enqueue(() => new HttpResponseMessage(status) { Content = new StringContent(body) });
        return this;
    }

    /// <summary>Fails the next request as a network does.</summary>
    public AwsWire Break(Exception error)
    {
        _answers.Enqueue(() => throw error);
        return this;
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private async Task<HttpResponseMessage> Respond(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);
        _sent.Add(new WireRequest(
            request.Method.Method, request.RequestUri!, headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase), body));
        var answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        var response = answer();
        response.RequestMessage = request;
        return response;
    }

    private sealed class Handler(AwsWire wire) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            wire.Respond(request, cancellationToken);
    }
}
