using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>Statements over HTTP, run by a scripted engine.</summary>
public sealed class StatementsOverHttpTests
{
    [RequiresFact(Needs.Node)]
    public async Task A_statement_runs_and_its_numbers_are_passed_on_untouched()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession();

        var reply = await gateway.Post($"/sessions/{session}/statements", """{"code":"SELECT 1.0E10"}""");

        Assert.Equal(201, reply.Status);
        Assert.Equal("/sessions/0/statements/0", reply.Location);
        Assert.Equal(
            """{"id":0,"code":"SELECT 1.0E10","state":"waiting","output":null,"progress":0.0,"started":0,"completed":0}""", reply.Body);
        var done = await gateway.Until(reply.Location!, r => r.Body.Contains("available", StringComparison.Ordinal));
        Assert.Contains("\"progress\":1.0,", done.Body, StringComparison.Ordinal);
        Assert.Contains(
            """output":{"status":"ok","execution_count":0,"data":{"application/json":{"schema":{"type":"struct","fields":[{"name":"c","type":"integer","nullable":false,"metadata":{}}]},"data":[[1.0E10]]}}}""",
            done.Body,
            StringComparison.Ordinal);
    }

    [RequiresFact(Needs.Node)]
    public async Task Statements_run_one_after_the_other()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession();
        var first = await gateway.Submit(session, "BLOCK");
        var second = await gateway.Submit(session, "SELECT 2");

        await gateway.Until(first, r => r.Json.GetProperty("progress").GetDouble() == 0.5);
        Assert.Equal("waiting", (await gateway.Get(second)).Json.GetProperty("state").GetString());
        Assert.Equal("busy", (await gateway.Get($"/sessions/{session}/state")).Json.GetProperty("state").GetString());

        Assert.Equal("""{"msg":"canceled"}""", (await gateway.Post(first + "/cancel")).Body);
        var cancelled = await gateway.Finished(first);
        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        Assert.Equal("Job 0 cancelled part of cancelled job group 0", cancelled.GetProperty("output").GetProperty("evalue").GetString());
        Assert.Equal("available", (await gateway.Finished(second)).GetProperty("state").GetString());
        Assert.Equal("idle", (await gateway.Get($"/sessions/{session}/state")).Json.GetProperty("state").GetString());
    }

    [RequiresFact(Needs.Node)]
    public async Task A_failure_keeps_the_engines_words()
    {
        await using var gateway = await TestGateway.Scripted();
        var output = (await gateway.Finished(await gateway.Submit(await gateway.NewSession(), "FAIL it went wrong"))).GetProperty("output");

        Assert.Equal(
            """{"status":"error","execution_count":0,"ename":"Error","evalue":"it went wrong","traceback":["first.frame","second.frame"]}""",
            output.GetRawText());
    }

    [RequiresFact(Needs.Node)]
    public async Task A_kind_without_interpreter_fails_in_its_turn()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession("""{"kind":"python"}""");

        var python = await gateway.Finished(await gateway.Submit(session, "1 + 1"));
        var sql = await gateway.Finished(await gateway.Submit(session, "SELECT 1", "sql"));

        Assert.Equal(
            """{"status":"error","execution_count":0,"ename":"InterpreterError","evalue":"Fail to start interpreter","traceback":[]}""",
            python.GetProperty("output").GetRawText());
        Assert.Equal("ok", sql.GetProperty("output").GetProperty("status").GetString());
    }

    [RequiresFact(Needs.Node)]
    public async Task Rows_and_retention_follow_the_sessions_conf()
    {
        await using var gateway = await TestGateway.Scripted();
        var session = await gateway.NewSession(
            """{"kind":"sql","conf":{"livy.rsc.sql.num-rows":"7","livy.rsc.retained-statements":2}}""");

        var first = await gateway.Submit(session, "ROWS");
        var rows = (await gateway.Finished(first)).GetProperty("output").GetProperty("data").GetProperty("application/json").GetProperty("data");
        Assert.Equal("[[7]]", rows.GetRawText());
        await gateway.Submit(session, "SELECT 1");
        await gateway.Submit(session, "SELECT 2");

        var evicted = await gateway.Get(first);
        Assert.Equal((404, "\"Statement not found\""), (evicted.Status, evicted.Body));
        var list = (await gateway.Get($"/sessions/{session}/statements?order=desc")).Json;
        Assert.Equal(2, list.GetProperty("total_statements").GetInt32());
        Assert.Equal([2, 1], list.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("id").GetInt32()));
    }

    [RequiresFact(Needs.Node)]
    public async Task A_cancel_that_does_not_take_effect_ends_the_engine_and_the_session()
    {
        await using var gateway = await TestGateway.Scripted(o => o with { CancelGrace = TimeSpan.FromMilliseconds(50) });
        var session = await gateway.NewSession();
        var statement = await gateway.Submit(session, "HANG");
        await gateway.Post(statement + "/cancel");

        await gateway.UntilState(session, "dead");

        var log = (await gateway.Get($"/sessions/{session}/log")).Json.GetProperty("log").EnumerateArray().Select(l => l.GetString());
        Assert.Contains("The engine is ended: statement 0 did not end when it was cancelled.", log);
    }
}
