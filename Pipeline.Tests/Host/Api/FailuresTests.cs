using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Actors;
using Pipeline.Host.Api;
using Failures = Pipeline.Host.Api.Failures;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class FailuresTests
{
    public static TheoryData<Exception> Unexpected =>
        [new InvalidOperationException("odd"), new KeyNotFoundException("odd"), new NullReferenceException("odd"), new FormatException("odd")];

    [Theory]
    [MemberData(nameof(Unexpected))]
    public async Task Every_unexpected_exception_is_logged_once_without_what_the_request_carried(Exception failure)
    {
        var log = new Lines();
        var http = await Handle(log, failure);

        Assert.Equal(500, http.Response.StatusCode);
        var line = Assert.Single(log.Errors);
        Assert.Contains("POST /runs failed unexpectedly", line);
        Assert.Contains($"{failure.GetType().Name}: odd", line);
        Assert.DoesNotContain("topsecret", line);
    }

    [Fact]
    public async Task What_is_expected_is_told_to_the_caller_and_not_to_the_log()
    {
        var log = new Lines();
        Assert.Equal(503, (await Handle(log, new AskTimeoutException("slow"))).Response.StatusCode);
        Assert.Equal(503, (await Handle(log, PortFailureException.Transient("no disk"))).Response.StatusCode);
        Assert.Equal(400, (await Handle(log, new BadHttpRequestException("short"))).Response.StatusCode);
        Assert.Empty(log.Errors);
    }

    private static async Task<HttpContext> Handle(Lines log, Exception failure)
    {
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("POST", "/runs", new QueryString("?token=topsecret"));
        http.Request.Headers.Authorization = "Bearer topsecret";
        Assert.True(await new Failures(log).TryHandleAsync(http, failure, default));
        return http;
    }

    private sealed class Lines : ILogger<Failures>
    {
        public List<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Errors.Add($"{formatter(state, exception)} {exception}");
    }
}
