using Pipeline.Host.Service;

namespace Pipeline.Host.Api;

/// <summary>Stands before every endpoint: who may ask, and whether the service still takes requests.</summary>
internal sealed class Intake(RequestDelegate next, Guards guards, Activity activity)
{
    private static readonly PathString Health = "/health";

    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var health = request.Path.StartsWithSegments(Health);
        if (guards.WrongHost(request.Host) is { } host)
        {
            await Problems.BadRequest(host).ExecuteAsync(http);
        }
        else if (guards.CrossSite(request.Method, request.Headers.Origin, request.Host) is { } site)
        {
            await Problems.Of(StatusCodes.Status403Forbidden, "Forbidden", site).ExecuteAsync(http);
        }
        else if (!health && guards.WrongToken(request.Headers.Authorization) is { } token)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Of(StatusCodes.Status401Unauthorized, "Unauthorized", token).ExecuteAsync(http);
        }
        else if (activity.IsDraining && StartsRun(request))
        {
            await Problems.Unavailable("The service takes no new runs: it waits for those that go on, and ends (./pipeline stop --drain).").ExecuteAsync(http);
        }
        else if (!activity.Enter())
        {
            await Problems.Unavailable("The service is stopping and takes no more requests; unfinished runs go on at its next start.").ExecuteAsync(http);
        }
        else
        {
            await Counted(http, asked: !health);
        }
    }

    /// <summary>Every POST to the runs but a cancel, which brings the end nearer.</summary>
    private static bool StartsRun(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/runs", out var rest)
        && !rest.Value!.EndsWith("/cancel", StringComparison.OrdinalIgnoreCase);

    private async Task Counted(HttpContext http, bool asked)
    {
        try
        {
            await next(http);
        }
        finally
        {
            activity.Leave(asked);
        }
    }
}
