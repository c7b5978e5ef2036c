using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>Sessions over HTTP: birth, death, and what is told of both.</summary>
public sealed class SessionsOverHttpTests
{
    [NodeFact]
    public async Task ASessionIsBornNamedAndDeleted()
    {
        await using var gateway = await TestGateway.Scripted();

        var created = await gateway.Post("/sessions", """{"kind":"sql","name":"a/b"}""");

        Assert.Equal((201, "/sessions/0"), (created.Status, created.Location));
        Assert.Equal("application/json;charset=utf-8", created.ContentType);
        Assert.Equal(
            """{"id":0,"name":"a/b","appId":null,"owner":null,"proxyUser":null,"state":"starting","kind":"sql","appInfo":{"driverLogUrl":null,"sparkUiUrl":null},"log":["stdout: ","\nstderr: "],"ttl":null,"driverMemory":null,"driverCores":0,"executorMemory":null,"executorCores":0,"conf":{},"archives":[],"files":[],"heartbeatTimeoutInSecond":0,"jars":[],"numExecutors":0,"pyFiles":[],"queue":null}""",
            created.Body);
        Assert.Equal(200, (await gateway.Get("/sessions/a%2Fb")).Status);
        Assert.Equal((200, """{"msg":"deleted"}"""), await Told(gateway.Delete("/sessions/a%2Fb")));
        Assert.Equal((404, """{"msg":"Session '0' not found."}"""), await Told(gateway.Get("/sessions/0")));
        Assert.Equal("/sessions/1", (await gateway.Post("/sessions", """{"name":"a/b"}""")).Location);
    }

    [NodeFact]
    public async Task ARefusedNameUsesUpAnId()
    {
        await using var gateway = await TestGateway.Scripted();
        await gateway.Post("/sessions", """{"name":"foo"}""");

        Assert.Equal(
            (400, """{"msg":"Rejected, Reason: Duplicate session name: Some(foo) for session 1"}"""),
            await Told(gateway.Post("/sessions", """{"name":"foo"}""")));
        Assert.Equal(
            (400, """{"msg":"Rejected, Reason: Invalid session name: 12"}"""), await Told(gateway.Post("/sessions", """{"name":"12"}""")));
        Assert.Equal("/sessions/3", (await gateway.Post("/sessions", "{}")).Location);
    }

    [NodeFact]
    public async Task WhileStartingNoCodeIsTakenAndTheListIsEmpty()
    {
        await using var gateway = await TestGateway.Scripted(null, "--never-ready");
        await gateway.Post("/sessions", """{"kind":"sql"}""");

        const string Starting = "\"java.lang.IllegalStateException: Session is in state starting\"";
        Assert.Equal((500, Starting), await Told(gateway.Post("/sessions/0/statements", """{"code":"SELECT 1"}""")));
        Assert.Equal((500, Starting), await Told(gateway.Post("/sessions/0/statements/0/cancel")));
        Assert.Equal((200, """{"total_statements":0,"statements":[]}"""), await Told(gateway.Get("/sessions/0/statements")));
        Assert.Equal((404, "\"Statement not found\""), await Told(gateway.Get("/sessions/0/statements/0")));
    }

    [NodeFact]
    public async Task AStoppedSessionKeepsItsRecordAndItsName()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession("""{"kind":"sql","name":"keeper"}""");

        Assert.Equal((204, ""), await Told(gateway.Post($"/sessions/{session}/stop")));

        Assert.Equal((200, """{"id":0,"state":"dead"}"""), await Told(gateway.Get("/sessions/keeper/state")));
        Assert.Equal(
            (400, """{"msg":"requirement failed: Session isn't active."}"""), await Told(gateway.Get("/sessions/keeper/statements")));
        Assert.Equal(400, (await gateway.Post("/sessions", """{"name":"keeper"}""")).Status);
        Assert.Equal((200, """{"msg":"interrupted"}"""), await Told(gateway.Post("/sessions/keeper/interrupt")));
    }

    [NodeFact]
    public async Task AnEngineThatDiesIsToldOnceAsAnErrorThenTheSessionIsDead()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { LossNotice = TimeSpan.FromHours(1) });
        var session = await gateway.NewSession();
        await gateway.Submit(session, "EXIT");

        var lost = await gateway.Until($"/sessions/{session}/statements", reply => reply.Status != 200);

        Assert.Equal((500, "\"java.util.concurrent.CancellationException\""), (lost.Status, lost.Body));
        Assert.Equal(
            (400, """{"msg":"requirement failed: Session isn't active."}"""), await Told(gateway.Get($"/sessions/{session}/statements")));
        Assert.Equal(
            (500, "\"java.lang.IllegalStateException: Session is in state dead\""),
            await Told(gateway.Post($"/sessions/{session}/statements", """{"code":"SELECT 1"}""")));
        Assert.Equal("dead", (await gateway.Get($"/sessions/{session}/state")).Json.GetProperty("state").GetString());
    }

    [NodeFact]
    public async Task AnEngineThatCannotStartLeavesADeadSessionWithItsWords()
    {
        await using var gateway = await TestGateway.Scripted(null, "--dead-on-arrival");
        await gateway.Post("/sessions", "{}");

        await gateway.UntilState(0, "dead");

        Assert.Contains("cannot start today", (await gateway.Get("/sessions/0/log")).Body, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task AnEngineThatBabblesIsEnded()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession();
        await gateway.Submit(session, "BABBLE");

        await gateway.UntilState(session, "dead");

        Assert.Contains("no line of its protocol", (await gateway.Get("/sessions/0/log")).Body, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task SessionsBeyondTheLimitWaitForRoom()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { Sessions = 1 });
        var first = await gateway.NewSession();
        await gateway.Post("/sessions", "{}");
        Assert.Equal("starting", (await gateway.Get("/sessions/1/state")).Json.GetProperty("state").GetString());

        await gateway.Delete($"/sessions/{first}");

        await gateway.UntilState(1, "idle");
    }

    [NodeFact]
    public async Task AnEngineGetsAFolderOfItsOwnThatGoesWithTheSession()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { EngineMemory = "321MB" });
        var session = await gateway.NewSession();

        Assert.Equal("321MB", await Cell(gateway, session, "ENV PIPELINE_ENGINE_MEMORY"));
        var folder = await Cell(gateway, session, "ENV PIPELINE_ENGINE_TEMP");
        Assert.StartsWith(gateway.Home, folder, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder));

        await gateway.Delete($"/sessions/{session}");

        Assert.False(Directory.Exists(folder));
    }

    [NodeFact]
    public async Task ADeafEngineIsKilledWhenItsSessionIsDeleted()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { StopGrace = TimeSpan.FromMilliseconds(50) }, "--deaf");
        var session = await gateway.NewSession();

        Assert.Equal((200, """{"msg":"deleted"}"""), await Told(gateway.Delete($"/sessions/{session}")));
    }

    [NodeFact]
    public async Task TheLogShowsWhatTheEngineSaidToPeople()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession();
        await gateway.Finished(await gateway.Submit(session, "LOG hello people"));

        var log = await gateway.Until($"/sessions/{session}/log", reply => reply.Json.GetProperty("total").GetInt32() == 3);

        Assert.Equal("""{"id":0,"from":0,"total":3,"log":["stdout: ","\nstderr: ","hello people"]}""", log.Body);
        Assert.Equal("""{"id":0,"from":2,"total":3,"log":["hello people"]}""", (await gateway.Get("/sessions/0/log?size=1")).Body);
    }

    private static async Task<string?> Cell(TestGateway gateway, int session, string code)
    {
        var output = (await gateway.Finished(await gateway.Submit(session, code))).GetProperty("output");
        return output.GetProperty("data").GetProperty("application/json").GetProperty("data")[0][0].GetString();
    }

    private static async Task<(int Status, string Body)> Told(Task<TestReply> reply)
    {
        var told = await reply;
        return (told.Status, told.Body);
    }
}
