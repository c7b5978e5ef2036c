using System.Globalization;
using System.Net;
using Pipeline.Host.Local.Gateway.Requests;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>What each of Livy's routes does with the sessions.</summary>
public sealed class GatewayActions(SessionRegistry registry)
{
    /// <exception cref="LivyException">The request is refused.</exception>
    public async Task<LivyReply> Run(Route route, RequestTarget target, byte[] body, string authority)
    {
        switch (route.Action)
        {
            case GatewayAction.Root:
                return LivyReply.Empty(HttpStatusCode.Found, LivyReply.Html) with { Location = $"http://{authority}/ui" };
            case GatewayAction.Page:
                return LivyReply.Text(HttpStatusCode.OK, LivyReply.Html, SessionsPage.Render(registry.All.Select(s => s.Session)));
            case GatewayAction.StaticFile:
                return LivyReply.Text(HttpStatusCode.NotFound, "text/plain;charset=utf-8", "File not found");
            case GatewayAction.Ping:
                return LivyReply.Text(HttpStatusCode.OK, "text/plain;charset=iso-8859-1", "pong\n") with { CacheControl = NoCache };
            case GatewayAction.HealthCheck:
                return LivyReply.Text(HttpStatusCode.NotImplemented, "application/json", "{}") with { CacheControl = NoCache };
            case GatewayAction.Version:
                return LivyReply.Ok(LivyJson.Version());
            case GatewayAction.ListSessions:
                return ListSessions(target);
            case GatewayAction.CreateSession:
                return CreateSession(body);
            case GatewayAction.RunStatement:
                return RunStatement(route.SessionKey, body);
            case GatewayAction.Complete:
                return Complete(route.SessionKey, body);
            default:
                return await OnSession(route, target, registry.Find(route.SessionKey));
        }
    }

    private const string NoCache = "must-revalidate,no-cache,no-store";

    private async Task<LivyReply> OnSession(Route route, RequestTarget target, SessionHost host)
    {
        switch (route.Action)
        {
            case GatewayAction.GetSession or GatewayAction.Connect:
                return LivyReply.Ok(LivyJson.Session(host.Session, host.LogLines));
            case GatewayAction.GetState:
                return LivyReply.Ok(LivyJson.State(host.Session));
            case GatewayAction.GetLog:
                return GetLog(host, target);
            case GatewayAction.DeleteSession:
                await registry.Delete(host);
                return LivyReply.Message("deleted");
            case GatewayAction.Stop:
                await host.Stop();
                return LivyReply.Empty(HttpStatusCode.NoContent);
            case GatewayAction.Interrupt:
                await host.Stop();
                return LivyReply.Message("interrupted");
            case GatewayAction.ListStatements:
                return ListStatements(host, target);
            case GatewayAction.GetStatement:
                var id = JavaInt.Parse(route.StatementKey);
                return LivyReply.Ok(LivyJson.Statement(
                    host.Statements().Find(id) ?? throw new LivyException(LivyError.StatementNotFound)));
            case GatewayAction.CancelStatement:
                host.Cancel(JavaInt.Parse(route.StatementKey));
                return LivyReply.Message("canceled");
            default:
                throw new InvalidOperationException($"No route leads to {route.Action}.");
        }
    }

    private LivyReply ListSessions(RequestTarget target)
    {
        var all = registry.All;
        var from = target.Int("from") ?? 0;
        var page = Paging.Slice(all, from, target.Int("size") ?? 100);
        return LivyReply.Ok(LivyJson.Sessions(from, all.Count, page.Select(s => (s.Session, s.LogLines))));
    }

    private LivyReply CreateSession(byte[] body)
    {
        var host = registry.Create(SessionRequestReader.Read(body));

        // Told as it was when it was made; its engine may be ready by now.
        var created = new LivySession(host.Id, host.Session.Request);
        return LivyReply.Created(LivyJson.Session(created, new SessionLog().Lines()), "/sessions/" + Text(host.Id));
    }

    private LivyReply RunStatement(string key, byte[] body)
    {
        var request = ExecuteRequestReader.ReadStatement(body);
        var host = registry.Find(key);
        var statement = host.Submit(request);
        return LivyReply.Created(LivyJson.Statement(statement), $"/sessions/{Text(host.Id)}/statements/{Text(statement.Id)}");
    }

    private LivyReply Complete(string key, byte[] body)
    {
        ExecuteRequestReader.ReadCompletion(body);
        registry.Find(key).EnsureRunning();
        return LivyReply.Ok(LivyJson.NoCandidates());
    }

    private static LivyReply ListStatements(SessionHost host, RequestTarget target)
    {
        IReadOnlyList<Statement> statements = host.Statements().Visible;
        var descending = string.Equals(target.Query.GetValueOrDefault("order")?.Trim(), "desc", StringComparison.OrdinalIgnoreCase);
        var ordered = descending ? [.. statements.Reverse()] : statements;
        var page = Paging.Slice(ordered, target.Int("from") ?? 0, target.Int("size") ?? ordered.Count);
        return LivyReply.Ok(LivyJson.Statements(ordered.Count, page));
    }

    private static LivyReply GetLog(SessionHost host, RequestTarget target)
    {
        var lines = host.LogLines;
        var (from, page) = Paging.Log(lines, target.Int("from"), target.Int("size"));
        return LivyReply.Ok(LivyJson.Log(host.Id, from, lines.Count, page));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
