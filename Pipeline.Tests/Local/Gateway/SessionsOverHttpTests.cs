using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>Sessions over HTTP: birth, death, and what is told of both.</summary>
public sealed class SessionsOverHttpTests
{
    [RequiresFact(Needs.Node)]
    public async Task A_session_is_born_named_and_deleted()
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

    [RequiresFact(Needs.Node)]
    public async Task A_refused_name_uses_up_an_id()
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

    [RequiresFact(Needs.Node)]
    public async Task While_starting_no_code_is_taken_and_the_list_is_empty()
    {
        await using var gateway = await TestGateway.Scripted(null, "--never-ready");
        await gateway.Post("/sessions", """{"kind":"sql"}""");

        const string Starting = "\"java.lang.IllegalStateException: Session is in state starting\"";
        Assert.Equal((500, Starting), await Told(gateway.Post("/sessions/0/statements", """{"code":"SELECT 1"}""")));
        Assert.Equal((500, Starting), await Told(gateway.Post("/sessions/0/statements/0/cancel")));
        Assert.Equal((200, """{"total_statements":0,"statements":[]}"""), await Told(gateway.Get("/sessions/0/statements")));
        Assert.Equal((404, "\"Statement not found\""), await Told(gateway.Get("/sessions/0/statements/0")));
    }

    [RequiresFact(Needs.Node)]
    public async Task A_stopped_session_keeps_its_record_and_its_name()
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

    [RequiresFact(Needs.Node)]
    public async Task An_engine_that_dies_is_told_once_as_an_error_then_the_session_is_dead()
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

    [RequiresFact(Needs.Node)]
    public async Task An_engine_that_cannot_start_leaves_a_dead_session_with_its_words()
    {
        await using var gateway = await TestGateway.Scripted(null, "--dead-on-arrival");
        await gateway.Post("/sessions", "{}");

        await gateway.UntilState(0, "dead");

        Assert.Contains("cannot start today", (await gateway.Get("/sessions/0/log")).Body, StringComparison.Ordinal);
    }

    [RequiresFact(Needs.Node)]
    public async Task An_engine_that_babbles_is_ended()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession();
        await gateway.Submit(session, "BABBLE");

        await gateway.UntilState(session, "dead");

        Assert.Contains("no line of its protocol", (await gateway.Get("/sessions/0/log")).Body, StringComparison.Ordinal);
    }

    [RequiresFact(Needs.Node)]
    public async Task Sessions_beyond_the_limit_wait_for_room()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { Sessions = 1 });
        var first = await gateway.NewSession();
        await gateway.Post("/sessions", "{}");
        Assert.Equal("starting", (await gateway.Get("/sessions/1/state")).Json.GetProperty("state").GetString());

        await gateway.Delete($"/sessions/{first}");

        await gateway.UntilState(1, "idle");
    }

    [RequiresFact(Needs.Node)]
    public async Task An_engine_gets_a_folder_of_its_own_that_goes_with_the_session()
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

    [RequiresFact(Needs.Node)]
    public async Task A_deaf_engine_is_killed_when_its_session_is_deleted()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { StopGrace = TimeSpan.FromMilliseconds(50) }, "--deaf");
        var session = await gateway.NewSession();

        Assert.Equal((200, """{"msg":"deleted"}"""), await Told(gateway.Delete($"/sessions/{session}")));
    }

    [RequiresFact(Needs.Node)]
    public async Task The_log_shows_what_the_engine_said_to_people()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession();
        await gateway.Finished(await gateway.Submit(session, "LOG hello people"));

        var log = await gateway.Until($"/sessions/{session}/log", reply => reply.Json.GetProperty("total").GetInt32() == 4);

        var lines = log.Json.GetProperty("log").EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.Equal(["stdout: ", "\nstderr: "], lines.Take(2));
        Assert.Matches("^The engine runs as process [0-9]+.$", lines[2]);
        Assert.Equal("hello people", lines[3]);
        Assert.Equal("""{"id":0,"from":3,"total":4,"log":["hello people"]}""", (await gateway.Get("/sessions/0/log?size=1")).Body);
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
