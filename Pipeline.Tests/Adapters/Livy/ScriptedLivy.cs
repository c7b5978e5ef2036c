using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

/// <summary>A Livy that answers one request after the other as it was told, and remembers what it was asked.</summary>
internal sealed class ScriptedLivy : HttpMessageHandler
{
    public static readonly LivyEndpoint Endpoint = new("arrivals-r1", "http://127.0.0.1:8998");

    private readonly Queue<(string Request, Func<CancellationToken, Task<Answer>> Answer)> script = [];

    public ScriptedLivy(LivyCredentials? credentials = null, TimeSpan? heartbeat = null) =>
        Livy = new LivyHttp(new LivyTransport(_ => credentials, Time, this), heartbeat);

    public FakeTimeProvider Time { get; } = new();

    public ILivy Livy { get; }

    /// <summary>The requests as they came.</summary>
    public List<HttpRequestMessage> Asked { get; } = [];

    /// <summary>Their bodies.</summary>
    public List<string> Bodies { get; } = [];

    public ScriptedLivy On(string request, Answer answer)
    {
        script.Enqueue((request, _ => Task.FromResult(answer)));
        return this;
    }

    /// <summary>Takes the request and never answers it; completes the task when it came.</summary>
    public ScriptedLivy OnSilence(string request, TaskCompletionSource came)
    {
        script.Enqueue((request, async cancellation =>
        {
            came.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("never reached");
        }));
        return this;
    }

    public ScriptedLivy OnBrokenConnection(string request)
    {
        script.Enqueue((request, _ => throw new HttpRequestException("Connection refused (127.0.0.1:8998)")));
        return this;
    }

    /// <summary>Everything that was expected was asked.</summary>
    public void Done() => Assert.Empty(script);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Assert.NotEmpty(script);
        var (expected, answer) = script.Dequeue();
        Assert.Equal(expected, $"{request.Method} {request.RequestUri!.PathAndQuery}");
        return (await answer(cancellationToken)).ToMessage();
    }
}
