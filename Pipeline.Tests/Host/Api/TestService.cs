using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;
using Pipeline.Host.Definitions;
using Pipeline.Host.Journals;
using Pipeline.Tests.Support;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Api;

/// <summary>The API on a port of its own, with the shipped pipelines and an index actor that answers as the test says.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TempFolder _home;

    private TestService(WebApplication app, TempFolder home, ActorSystem system, ConcurrentQueue<object> asked)
    {
        _app = app;
        _home = home;
        System = system;
        Asked = asked;
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>The <c>pipeline.home</c> that it serves.</summary>
    public string Home => _home.Path;

    public ActorSystem System { get; }

    /// <summary>What the index was asked, in order.</summary>
    public ConcurrentQueue<object> Asked { get; }

    /// <param name="answer">Null answers nothing.</param>
    public static async Task<TestService> Start(Func<object, object?> answer, params (string Key, string Value)[] settings)
    {
        var home = new TempFolder();
        var options = OptionsReader.Read(
            settings.Append(("listen.port", "0")).Append(("home", home.Path)).ToDictionary(setting => setting.Item1, setting => setting.Item2), Files.Root);
        var journal = JournalKinds.Of(options.Journal);
        var hold = await journal.Take(JournalHolder.OfThisProcess(home.Path, TimeProvider.System), CancellationToken.None);
        var asked = new ConcurrentQueue<object>();
        var system = ActorSystem.Create("api");
        var index = system.ActorOf(Props.Create(() => new Index(asked, answer)));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddPipelineListener(options);
        builder.AddPipelineApi(options);
        builder.Services.AddSingleton(journal);
        builder.Services.AddSingleton(_ => hold);
        builder.Services.AddSingleton(system);
        builder.Services.AddSingleton<IPipelines>(new PipelineCatalog(Files.Root, "/lake", TargetEnvironment.Local(hasSpark: false)));
        builder.Services.AddSingleton(new RunIndex(_ => Task.FromResult(index), options.Service.AnswerTimeout));
        builder.Services.AddSingleton(new LedgerIndex(_ => Task.FromResult(index)));
        var app = builder.Build();
        app.UsePipelineApi();
        await app.StartAsync();
        return new TestService(app, home, system, asked);
    }

    public async Task<(HttpResponseMessage Response, JsonElement Body)> Send(
        HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>Sends it and answers the problem details, which have to be of this status.</summary>
    public async Task<JsonElement> Refused(
        HttpStatusCode status, HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var (response, problem) = await Send(method, path, body, type, headers);
        Xunit.Assert.Equal(status, response.StatusCode);
        Xunit.Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Xunit.Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    /// <summary>Ends without answering who waits.</summary>
    public void Leave() => _app.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await System.Terminate();
        _home.Dispose();
    }

    private sealed class Index : ReceiveActor
    {
        public Index(ConcurrentQueue<object> asked, Func<object, object?> answer) => ReceiveAny(question =>
        {
            asked.Enqueue(question);
            if (answer(question) is { } reply)
            {
                Sender.Tell(reply);
            }
        });
    }
}
