using System.Net;
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
            ["/health/live", "/health/ready", "/pipelines", "/pipelines/{name}", "/resources", "/resources/{kind}/{name}", "/runs", "/runs/{id}", "/runs/{id}/cancel", "/runs/{id}/events", "/runs/{id}/rerun", "/runs/{id}/retry"], paths.Order());
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
}
