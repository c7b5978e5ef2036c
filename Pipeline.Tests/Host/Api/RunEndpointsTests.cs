using System.Collections.Immutable;
using System.Net;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Host.Cli.Rendering;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class RunEndpointsTests
{
    private const string Id = "r0123456789ab";

    [Fact]
    public async Task A_run_message_is_accepted_with_the_place_of_its_run()
    {
        await using var service = await TestService.Start(question => question is FindStarted ? new KeyUnknown("k1") : new RunAccepted(RunId.Parse(Id), Repeated: false));
        var (response, body) = await service.Send(HttpMethod.Post, "/runs", """{"pipeline": "arrivals"}""", headers: ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/runs/{Id}", response.Headers.Location?.ToString());
        Assert.Equal(Id, body.GetProperty("runId").GetString());
        var start = Assert.Single(service.Asked.OfType<StartRun>());
        Assert.Equal("k1", start.IdempotencyKey);
        Assert.Equal("arrivals", start.Request.Pipeline.Definition.Name);
        Assert.Equal(64, start.Fingerprint.Length);
    }

    [Fact]
    public async Task A_repeated_run_message_is_answered_as_the_first_though_its_pipeline_is_gone()
    {
        await using var service = await TestService.Start(_ => new RunAccepted(RunId.Parse(Id), Repeated: true));
        var (response, body) = await service.Send(HttpMethod.Post, "/runs", """{"pipeline": "gone"}""", headers: ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.True(body.GetProperty("repeated").GetBoolean());
        Assert.Equal("k1", Assert.IsType<FindStarted>(Assert.Single(service.Asked)).IdempotencyKey);
    }

    [Fact]
    public async Task A_key_that_stands_for_another_request_is_a_conflict()
    {
        await using var service = await TestService.Start(_ => new Refused("The key 'k1' stands for another request."));
        var problem = await service.Refused(HttpStatusCode.Conflict, HttpMethod.Post, "/runs", """{"pipeline": "arrivals"}""");
        Assert.Contains("k1", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("{\"pipeline\": arrivals}", "application/json", HttpStatusCode.BadRequest, "line 1, byte 14")]
    [InlineData("{\"pipeline\": \"arrivals\"}", "text/plain", HttpStatusCode.UnsupportedMediaType, "application/json")]
    [InlineData("{\"pipeline\": \"arivals\"}", "application/json", HttpStatusCode.NotFound, "did you mean 'arrivals'?")]
    [InlineData("{\"pipeline\": \"../arrivals\"}", "application/json", HttpStatusCode.NotFound, "There is no pipeline '../arrivals'")]
    [InlineData("{\"pipeline\": \"arrivals\", \"parametrs\": {}}", "application/json", HttpStatusCode.BadRequest, "did you mean 'parameters'?")]
    [InlineData("{\"pipeline\": \"arrivals\", \"parameters\": {\"sorce\": \"/x\"}}", "application/json", HttpStatusCode.UnprocessableEntity, "did you mean 'source'?")]
    public async Task A_bad_run_message_is_refused_before_anything_is_started(string body, string type, HttpStatusCode status, string expected)
    {
        await using var service = await TestService.Start(_ => null);
        var problem = await service.Refused(status, HttpMethod.Post, "/runs", body, type);
        Assert.Contains(expected, problem.GetProperty("detail").GetString());
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task Every_problem_of_a_request_is_listed()
    {
        await using var service = await TestService.Start(_ => null);
        var problem = await service.Refused(
            HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "/runs", """{"pipeline": "arrivals", "parameters": {"a": "1", "b": "2"}}""");
        Assert.Equal(2, problem.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var service = await TestService.Start(_ => null, ("listen.max-body", "1024"));
        await service.Refused(HttpStatusCode.RequestEntityTooLarge, HttpMethod.Post, "/runs", $$"""{"pipeline": "{{new string('x', 2000)}}"}""");
    }

    [Fact]
    public async Task A_run_is_shown_as_it_is_or_as_it_was()
    {
        await using var service = await TestService.Start(_ => SampleRun.Failed);
        var (_, body) = await service.Send(HttpMethod.Get, $"/runs/{Id}?at=12");
        Assert.Equal("failed", body.GetProperty("state").GetString());
        Assert.Equal(new GetRun(RunId.Parse(Id), 12), Assert.Single(service.Asked));
    }

    [Theory]
    [InlineData("GET", "/runs/r0123456789ab")]
    [InlineData("GET", "/runs/nonsense")]
    [InlineData("GET", "/runs/r0123456789ab/events")]
    [InlineData("POST", "/runs/r0123456789ab/cancel")]
    [InlineData("POST", "/runs/r0123456789ab/retry")]
    [InlineData("POST", "/runs/r0123456789ab/rerun")]
    [InlineData("POST", "/runs/nonsense/retry")]
    [InlineData("POST", "/runs/nonsense/rerun")]
    public async Task An_unknown_run_is_not_found(string method, string path)
    {
        await using var service = await TestService.Start(_ => new RunNotFound(RunId.Parse(Id)));
        var problem = await service.Refused(HttpStatusCode.NotFound, new HttpMethod(method), path);
        Assert.Contains("There is no run", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("/runs/r0123456789ab?at=soon", "'at' is 'soon'; it has to be the number of an event, from 1 to 61.")]
    [InlineData("/runs/r0123456789ab?at=0", "'at' is '0'; it has to be the number of an event, from 1 to 61.")]
    [InlineData("/runs/r0123456789ab/events?to=x", "'to' is 'x'")]
    [InlineData("/runs/r0123456789ab/events?from=-1", "'from' is '-1'")]
    [InlineData("/runs?state=broken", "requested, running, tearing-down")]
    public async Task A_bad_query_is_refused_by_name(string path, string expected)
    {
        await using var service = await TestService.Start(_ => SampleRun.Succeeded);
        var problem = await service.Refused(HttpStatusCode.BadRequest, HttpMethod.Get, path);
        Assert.Contains(expected, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_event_that_there_is_not_is_not_found_and_a_damaged_journal_says_so()
    {
        await using var service = await TestService.Start(_ => new NoSuchEvent(RunId.Parse(Id), 99, 61));
        var problem = await service.Refused(HttpStatusCode.NotFound, HttpMethod.Get, $"/runs/{Id}?at=99");
        Assert.Equal($"Run {Id} has 61 events so far: there is no event 99. Ask for one from 1 to 61.", problem.GetProperty("detail").GetString());

        await using var damaged = await TestService.Start(_ => new Refused("The journal of the run is damaged: event 7 is not there."));
        Assert.Contains("event 7", (await damaged.Refused(HttpStatusCode.InternalServerError, HttpMethod.Get, $"/runs/{Id}")).GetProperty("detail").GetString());
        Assert.Contains("event 7", (await damaged.Refused(HttpStatusCode.InternalServerError, HttpMethod.Get, $"/runs/{Id}/events")).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Runs_are_listed_with_their_states_as_words()
    {
        var run = new RunSummary(Id, "arrivals", RunPhase.TearingDown, DateTimeOffset.UnixEpoch, null);
        await using var service = await TestService.Start(_ => new RunList([run]));
        var (_, body) = await service.Send(HttpMethod.Get, "/runs?pipeline=arrivals&state=tearing-down");
        Assert.Equal("tearing-down", body[0].GetProperty("state").GetString());
        Assert.Equal("1970-01-01T00:00:00Z", body[0].GetProperty("requestedAt").GetString());
        Assert.Equal(new ListRuns("arrivals", RunPhase.TearingDown), Assert.Single(service.Asked));
    }

    [Fact]
    public async Task A_cancel_is_accepted_while_there_is_something_to_cancel()
    {
        await using var service = await TestService.Start(_ => new CancelAnswer(true, "going down"));
        Assert.Equal(HttpStatusCode.Accepted, (await service.Send(HttpMethod.Post, $"/runs/{Id}/cancel")).Response.StatusCode);
        await using var late = await TestService.Start(_ => new CancelAnswer(false, "It has succeeded already."));
        Assert.Contains("succeeded", (await late.Refused(HttpStatusCode.Conflict, HttpMethod.Post, $"/runs/{Id}/cancel")).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_index_that_does_not_answer_is_not_available()
    {
        await using var service = await TestService.Start(_ => null, ("service.answer-timeout", "50ms"));
        await service.Refused(HttpStatusCode.ServiceUnavailable, HttpMethod.Get, "/runs");
        await service.Refused(HttpStatusCode.ServiceUnavailable, HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, (await service.Send(HttpMethod.Get, "/health/live")).Response.StatusCode);
    }
}
