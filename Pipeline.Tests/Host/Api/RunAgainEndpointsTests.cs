using System.Net;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class RunAgainEndpointsTests
{
    private static readonly RunId Old = RunId.Parse("r0123456789ab");
    private static readonly RunId New = RunId.Parse("r0123456789ac");

    [Fact]
    public async Task A_retry_is_accepted_with_its_try()
    {
        await using var service = await TestService.Start(_ => new RetryAnswer(Old, 2, 61, "Try 2 begins."));
        var (response, body) = await service.Send(HttpMethod.Post, $"/runs/{Old}/retry");
        Assert.Equal((HttpStatusCode.Accepted, $"/runs/{Old}"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Equal((2, 61), (body.GetProperty("try").GetInt32(), body.GetProperty("after").GetInt32()));
        Assert.Equal(new RetryRun(Old), service.Asked.Last());
    }

    [Fact]
    public async Task A_run_that_cannot_be_retried_is_a_conflict_that_says_why()
    {
        var why = Run.RetryRefusal(Old, RunPhase.Running);
        await using var service = await TestService.Start(_ => new Refused(why));
        Assert.Equal(why, (await service.Refused(HttpStatusCode.Conflict, HttpMethod.Post, $"/runs/{Old}/retry")).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_rerun_starts_what_was_recorded_and_not_what_the_files_say_now()
    {
        var request = Given.Request() with { Environment = "local" };
        await using var service = await TestService.Start(question => question is GetRecordedRequest ? new RecordedRequest(Old, request) : new RunAccepted(New, Repeated: false));
        var (response, body) = await service.Send(HttpMethod.Post, $"/runs/{Old}/rerun", headers: ("Idempotency-Key", "k1"));
        Assert.Equal((HttpStatusCode.Accepted, $"/runs/{New}"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Equal(New.Value, body.GetProperty("runId").GetString());
        var start = Assert.Single(service.Asked.OfType<StartRun>());
        Assert.Equal((request, "k1", (RunId?)Old), (start.Request, start.IdempotencyKey, start.RerunOf));
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("rerun")]
    public async Task A_run_of_another_environment_is_not_taken_up_here(string again)
    {
        await using var service = await TestService.Start(_ => new RecordedRequest(Old, Given.Request() with { Environment = "aws" }));
        var problem = await service.Refused(HttpStatusCode.Conflict, HttpMethod.Post, $"/runs/{Old}/{again}");
        Assert.Equal($"Run {Old} took place in the environment aws; this service's is local (pipeline.environment).", problem.GetProperty("detail").GetString());
        Assert.IsType<GetRecordedRequest>(Assert.Single(service.Asked));
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        await using var service = await TestService.Start(_ => null);
        await service.Refused(HttpStatusCode.BadRequest, HttpMethod.Post, $"/runs/{Old}/rerun", headers: ("Idempotency-Key", new string('k', 201)));
        Assert.Empty(service.Asked);
    }
}
