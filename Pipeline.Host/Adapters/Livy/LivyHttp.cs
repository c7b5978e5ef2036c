using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pipeline.Actors.Sessions;
using static Pipeline.Host.Adapters.Livy.LivyNames;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>Livy over HTTP, each call once. What it answers and refuses is read by the pure files beside this one.</summary>
/// <param name="transport">Carries the requests.</param>
/// <param name="heartbeat">A session that nobody asks for so long is ended by Livy, busy or not; null leaves that to others.</param>
public sealed class LivyHttp(LivyTransport transport, TimeSpan? heartbeat = null) : ILivy
{
    private static readonly TimeSpan GetTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PostStatementTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PostSessionTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(180);

    /// <summary>All that Livy keeps of a session.</summary>
    private const int Retained = 100;

    /// <summary>More than any Livy holds; its own page would be 100.</summary>
    private const int AllSessions = 100_000;

    public async Task<Session?> FindSession(LivyEndpoint livy, string name, CancellationToken cancellation)
    {
        var answer = await transport.Send(livy, new LivyCall($"find session {name}", HttpMethod.Get, GetTimeout, "sessions", Address(name)), cancellation);
        return answer.Refusal is { Meaning: LivyMeaning.NoSession } ? null : answer.Read(body => LivyAnswers.Session(body, name));
    }

    /// <summary>Every session of this Livy with its state in Livy's own word; those without a name are nobody's of ours.</summary>
    public async Task<ImmutableArray<(string Name, int Id, string State)>> ListSessions(LivyEndpoint livy, CancellationToken cancellation)
    {
        var call = new LivyCall("list its sessions", HttpMethod.Get, GetTimeout, "sessions") { Query = [("from", "0"), ("size", $"{AllSessions}")] };
        return (await transport.Send(livy, call, cancellation)).Read(LivyAnswers.Sessions);
    }

    public async Task<Session> CreateSession(LivyEndpoint livy, SessionRequest request, CancellationToken cancellation)
    {
        var answer = await Post(livy, request, cancellation);
        if (answer.Refusal is not { Meaning: LivyMeaning.NameInUse })
        {
            return answer.Read(body => LivyAnswers.Session(body, request.Name));
        }

        // A session that ended keeps its name until it is deleted.
        var holder = await FindSession(livy, request.Name, cancellation);
        if (holder is { Status: not SessionStatus.Ended })
        {
            return holder;
        }

        await DeleteSession(livy, request.Name, cancellation);
        return (await Post(livy, request, cancellation)).Read(body => LivyAnswers.Session(body, request.Name));
    }

    public async Task<Statement?> FindStatement(LivyEndpoint livy, string session, string marker, CancellationToken cancellation)
    {
        var call = new LivyCall($"list the statements of session {session}", HttpMethod.Get, GetTimeout, "sessions", Address(session), "statements")
        {
            Query = [("order", "desc"), ("size", $"{Retained}")],
        };
        return (await transport.Send(livy, call, cancellation)).Read(body => LivyAnswers.WithMarker(body, marker));
    }

    public async Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation)
    {
        var call = new LivyCall($"run a statement in session {session}", HttpMethod.Post, PostStatementTimeout, "sessions", Address(session), "statements")
        {
            Body = new JsonObject { ["code"] = code }.ToJsonString(),
        };
        return (await transport.Send(livy, call, cancellation)).Read(LivyAnswers.Statement);
    }

    public async Task<Statement> GetStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation)
    {
        var call = new LivyCall(
            $"show statement {statement} of session {session}", HttpMethod.Get, GetTimeout, "sessions", Address(session), "statements", $"{statement}");
        return (await transport.Send(livy, call, cancellation)).Read(LivyAnswers.Statement);
    }

    public async Task CancelStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation)
    {
        var call = new LivyCall(
            $"cancel statement {statement} of session {session}", HttpMethod.Post, PostStatementTimeout, "sessions", Address(session), "statements", $"{statement}", "cancel");
        var answer = await transport.Send(livy, call, cancellation);
        if (answer.Refusal is not { Meaning: LivyMeaning.NoSession or LivyMeaning.NotActive })
        {
            answer.Accept();
        }
    }

    public async Task KeepSession(LivyEndpoint livy, string name, CancellationToken cancellation)
    {
        var call = new LivyCall($"keep session {name}", HttpMethod.Post, GetTimeout, "sessions", Address(name), "connect");
        (await transport.Send(livy, call, cancellation)).Accept();
    }

    public async Task DeleteSession(LivyEndpoint livy, string name, CancellationToken cancellation)
    {
        var answer = await transport.Send(livy, new LivyCall($"delete session {name}", HttpMethod.Delete, DeleteTimeout, "sessions", Address(name)), cancellation);
        if (answer.Refusal is not { Meaning: LivyMeaning.NoSession })
        {
            answer.Accept();
        }
    }

    /// <summary>Only what the session needs: a version of Livy refuses every field that it does not know, and nulls.</summary>
    private Task<LivyAnswer> Post(LivyEndpoint livy, SessionRequest request, CancellationToken cancellation)
    {
        var conf = new JsonObject(request.Conf.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value)));
        var body = new JsonObject { ["kind"] = request.Kind, ["name"] = Address(request.Name), ["conf"] = conf };
        if (heartbeat is { } limit)
        {
            body["heartbeatTimeoutInSecond"] = (int)limit.TotalSeconds;
        }

        return transport.Send(livy, new LivyCall($"open session {request.Name}", HttpMethod.Post, PostSessionTimeout, "sessions") { Body = body.ToJsonString() }, cancellation);
    }
}
