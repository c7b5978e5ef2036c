using System.Net;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class ServiceEndpointsTests
{
    private const string Token = "0123456789abcdef0123";

    [Fact]
    public async Task It_is_ready_when_the_index_answers()
    {
        await using var service = await TestService.Start(_ => new RunList([]));
        Assert.Equal("ready", (await service.Send(HttpMethod.Get, "/health/ready")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_pipelines_are_those_of_the_checkout()
    {
        await using var service = await TestService.Start(_ => null);
        var (_, all) = await service.Send(HttpMethod.Get, "/pipelines");
        Assert.Contains(all.EnumerateArray(), pipeline => pipeline.GetProperty("name").GetString() == "arrivals" && pipeline.GetProperty("valid").GetBoolean());
        var (_, one) = await service.Send(HttpMethod.Get, "/pipelines/arrivals");
        var job = one.GetProperty("definition").GetProperty("jobs")[0];
        Assert.Equal("sql", job.GetProperty("kind").GetString());
        Assert.True(job.GetProperty("deadline").GetDouble() > 1);
        Assert.Contains("did you mean 'arrivals'?", (await service.Refused(HttpStatusCode.NotFound, HttpMethod.Get, "/pipelines/arivals")).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await using var service = await TestService.Start(_ => null);
        var (response, document) = await service.Send(HttpMethod.Get, "/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        Assert.Equal(
            ["/drain", "/health/live", "/health/ready", "/pipelines", "/pipelines/{name}", "/resources", "/resources/{kind}/{name}", "/runs", "/runs/{id}", "/runs/{id}/cancel", "/runs/{id}/events", "/runs/{id}/rerun", "/runs/{id}/retry"], paths.Order());
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/runs", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_answered_as_a_problem(string method, string path, HttpStatusCode status)
    {
        await using var service = await TestService.Start(_ => null);
        await service.Refused(status, new HttpMethod(method), path);
    }

    [Fact]
    public async Task A_foreign_host_and_a_foreign_site_are_refused()
    {
        await using var service = await TestService.Start(_ => new RunList([]));
        await service.Refused(HttpStatusCode.BadRequest, HttpMethod.Get, "/runs", headers: ("Host", "evil.example.org"));
        await service.Refused(HttpStatusCode.Forbidden, HttpMethod.Post, "/runs", "{}", headers: ("Origin", "https://evil.example.org"));
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task With_a_token_only_those_who_show_it_are_answered()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["token"], Token + "\n");
        await using var service = await TestService.Start(_ => new RunList([]), ("listen.token-file", folder["token"]));
        await service.Refused(HttpStatusCode.Unauthorized, HttpMethod.Get, "/runs");
        Assert.Equal(HttpStatusCode.OK, (await service.Send(HttpMethod.Get, "/runs", headers: ("Authorization", "Bearer " + Token))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Send(HttpMethod.Get, "/health/live")).Response.StatusCode);
    }

    [Fact]
    public async Task While_the_journal_is_away_everybody_is_told_to_come_again_and_nobody_that_a_run_began()
    {
        await using var service = await TestService.Start(_ => new Unavailable("The journal is away."));
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "/runs", "{\"pipeline\":\"arrivals\",\"parameters\":{\"source\":\"/in\"}}"), (HttpMethod.Get, "/runs", null),
            (HttpMethod.Get, "/runs/r0123456789ab", null), (HttpMethod.Post, "/runs/r0123456789ab/cancel", null),
        })
        {
            var (response, problem) = await service.Send(method, path, body);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
            Assert.Equal("The journal is away.", problem.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task A_damaged_run_is_answered_with_its_event_and_how_to_mend_it()
    {
        await using var service = await TestService.Start(_ => new JournalDamaged(new JournalDamage("run-r0123456789ab", 17, "cluster-ready.1", "It is torn.")));
        foreach (var path in new[] { "/runs/r0123456789ab", "/runs/r0123456789ab/events" })
        {
            var problem = await service.Refused(HttpStatusCode.InternalServerError, HttpMethod.Get, path);
            Assert.Equal(17, problem.GetProperty("sequence").GetInt64());
            Assert.Equal("cluster-ready.1", problem.GetProperty("manifest").GetString());
            Assert.StartsWith("Event 17 (cluster-ready.1) of run r0123456789ab is damaged. It is torn.", problem.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task A_draining_service_takes_no_new_runs_until_that_is_undone()
    {
        var run = new RunSummary("r0123456789ab", "arrivals", RunPhase.Running, DateTimeOffset.UnixEpoch, null);
        var damaged = run with { RunId = "r0123456789ac", Damage = "Event 5 is damaged." };
        await using var service = await TestService.Start(question => question is ListRuns ? new RunList([run, damaged]) : new CancelAnswer(true, "It ends."));
        const string start = "{\"pipeline\":\"arrivals\",\"parameters\":{\"source\":\"/in\"}}";

        var (_, state) = await service.Send(HttpMethod.Post, "/drain");
        Assert.True(state.GetProperty("draining").GetBoolean());
        Assert.Equal(1, state.GetProperty("unfinished").GetInt32());
        Assert.Contains("--drain", (await service.Refused(HttpStatusCode.ServiceUnavailable, HttpMethod.Post, "/runs", start)).GetProperty("detail").GetString());
        Assert.DoesNotContain(service.Asked, question => question is StartRun);
        Assert.Equal(HttpStatusCode.OK, (await service.Send(HttpMethod.Get, "/runs")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await service.Send(HttpMethod.Post, "/runs/r0123456789ab/cancel")).Response.StatusCode);

        (_, state) = await service.Send(HttpMethod.Delete, "/drain");
        Assert.False(state.GetProperty("draining").GetBoolean());
        await service.Send(HttpMethod.Post, "/runs", start);
        Assert.Contains(service.Asked, question => question is StartRun);
    }
}
