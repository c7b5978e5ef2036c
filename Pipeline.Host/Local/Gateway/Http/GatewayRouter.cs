using System.Net;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>What a request asks for.</summary>
public enum GatewayAction
{
    Root,
    Page,
    Ping,
    HealthCheck,
    StaticFile,
    Version,
    ListSessions,
    CreateSession,
    GetSession,
    DeleteSession,
    GetState,
    GetLog,
    Stop,
    Interrupt,
    Connect,
    Complete,
    ListStatements,
    RunStatement,
    GetStatement,
    CancelStatement,
}

/// <summary>Where a request leads: to an action with its ids, or to an answer that needs no looking.</summary>
public sealed record Route(GatewayAction? Action, string SessionKey = "", string StatementKey = "")
{
    public LivyReply? Refusal { get; init; }
}

/// <summary>Livy's routes, with its answers to what is none: empty bodies, and Allow in its order.</summary>
public static class GatewayRouter
{
    private static readonly (string[] Pattern, (string Method, GatewayAction Action)[] Actions)[] Routes =
    [
        ([""], [("GET", GatewayAction.Root)]),
        (["ui"], [("GET", GatewayAction.Page)]),
        (["ui", ""], [("GET", GatewayAction.Page)]),
        (["static", "*"], [("GET", GatewayAction.StaticFile)]),
        (["metrics", "ping"], [("GET", GatewayAction.Ping)]),
        (["metrics", "healthcheck"], [("GET", GatewayAction.HealthCheck)]),
        (["version"], [("GET", GatewayAction.Version)]),
        (["sessions"], [("POST", GatewayAction.CreateSession), ("GET", GatewayAction.ListSessions)]),
        (["sessions", ""], [("POST", GatewayAction.CreateSession), ("GET", GatewayAction.ListSessions)]),
        (["sessions", "{id}"], [("DELETE", GatewayAction.DeleteSession), ("GET", GatewayAction.GetSession)]),
        (["sessions", "{id}", "state"], [("GET", GatewayAction.GetState)]),
        (["sessions", "{id}", "log"], [("GET", GatewayAction.GetLog)]),
        (["sessions", "{id}", "stop"], [("POST", GatewayAction.Stop)]),
        (["sessions", "{id}", "interrupt"], [("POST", GatewayAction.Interrupt)]),
        (["sessions", "{id}", "connect"], [("POST", GatewayAction.Connect)]),
        (["sessions", "{id}", "completion"], [("POST", GatewayAction.Complete)]),
        (["sessions", "{id}", "statements"], [("POST", GatewayAction.RunStatement), ("GET", GatewayAction.ListStatements)]),
        (["sessions", "{id}", "statements", "{statement}"], [("GET", GatewayAction.GetStatement)]),
        (["sessions", "{id}", "statements", "{statement}", "cancel"], [("POST", GatewayAction.CancelStatement)]),
    ];

    public static Route Find(string method, IReadOnlyList<string> segments)
    {
        var wanted = method == "HEAD" ? "GET" : method;
        foreach (var (pattern, actions) in Routes)
        {
            if (!Matches(pattern, segments))
            {
                continue;
            }

            foreach (var (offered, action) in actions)
            {
                if (offered == wanted)
                {
                    return new Route(action, segments.ElementAtOrDefault(1) ?? "", segments.ElementAtOrDefault(3) ?? "");
                }
            }

            var allow = actions.SelectMany(a => a.Method == "GET" ? ["GET", "HEAD"] : new[] { a.Method });
            return Refused(LivyReply.Empty(HttpStatusCode.MethodNotAllowed) with { Allow = string.Join(", ", allow) });
        }

        var known = segments[0] is "sessions" or "batches" or "version";
        return Refused(LivyReply.Empty(HttpStatusCode.NotFound, known ? LivyReply.Json : LivyReply.Html));
    }

    private static Route Refused(LivyReply reply) => new(Action: null) { Refusal = reply };

    private static bool Matches(string[] pattern, IReadOnlyList<string> segments)
    {
        if (pattern[^1] == "*")
        {
            return segments.Count >= pattern.Length && segments[0] == pattern[0];
        }

        return pattern.Length == segments.Count && pattern.Zip(segments).All(pair => pair.First switch
        {
            ['{', ..] => pair.Second.Length > 0,
            var literal => literal == pair.Second,
        });
    }
}
