using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

public sealed class LivyStatementsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_statement_is_posted_as_it_is()
    {
        var livy = new ScriptedLivy().On("POST /sessions/life/statements", RecordedLivy.Answer("02-sql-session-life", "POST /sessions/0/statements", 201));
        var statement = await livy.Livy.PostStatement(ScriptedLivy.Endpoint, "life", "-- r1/job/1/0\nSELECT \"ž\"", None);
        Assert.Equal(new Statement(0, StatementStatus.Waiting), statement);
        Assert.Equal("-- r1/job/1/0\nSELECT \"ž\"", System.Text.Json.JsonDocument.Parse(livy.Bodies[0]).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_statement_s_life_is_read_from_waiting_to_its_rows()
    {
        var answers = RecordedLivy.Answers("02-sql-session-life", "GET /sessions/0/statements/0").Where(answer => answer.Status == 200).ToList();
        var livy = new ScriptedLivy();
        var seen = new List<(StatementStatus Status, double Progress)>();
        foreach (var answer in answers.Take(4))
        {
            livy.On("GET /sessions/life/statements/0", answer);
            var statement = await livy.Livy.GetStatement(ScriptedLivy.Endpoint, "life", 0, None);
            seen.Add((statement.Status, statement.Progress));
        }

        Assert.Equal(
            [(StatementStatus.Waiting, 0), (StatementStatus.Running, 0), (StatementStatus.Running, 1), (StatementStatus.Succeeded, 1)],
            seen);
    }

    [Fact]
    public async Task Available_without_an_output_is_not_over_yet()
    {
        var livy = new ScriptedLivy().On("GET /sessions/life/statements/0", Answer.Json(200, """{"id":0,"code":"x","state":"available","output":null}"""));
        Assert.Equal(StatementStatus.Running, (await livy.Livy.GetStatement(ScriptedLivy.Endpoint, "life", 0, None)).Status);
    }

    [Fact]
    public async Task A_cancelled_statement_is_cancelled_whatever_output_it_gets_later()
    {
        var answers = RecordedLivy.Answers("07-queue-and-cancel", "GET /sessions/1/statements/1").ToList();
        var late = answers.Last();
        Assert.Contains("\"status\":\"ok\"", late.Body);
        var livy = new ScriptedLivy().On("GET /sessions/life/statements/1", late);
        Assert.Equal(StatementStatus.Cancelled, (await livy.Livy.GetStatement(ScriptedLivy.Endpoint, "life", 1, None)).Status);

        var cancelling = answers.First(answer => answer.Body.Contains("cancelling"));
        livy.On("GET /sessions/life/statements/1", cancelling);
        Assert.Equal(StatementStatus.Running, (await livy.Livy.GetStatement(ScriptedLivy.Endpoint, "life", 1, None)).Status);
    }

    [Fact]
    public async Task A_statement_is_found_by_its_marker_and_not_by_a_longer_one()
    {
        var list = Answer.Json(200, """
            {"total_statements":4,"statements":[
              {"id":3,"code":"-- r1/job/1/12\nSELECT 12","state":"waiting","output":null,"progress":0.0},
              {"id":2,"code":"SELECT '-- r1/job/1/1'","state":"waiting","output":null,"progress":0.0},
              {"id":1,"code":"-- r1/job/1/1\nSELECT 1","state":"running","output":null,"progress":0.5},
              {"id":0,"code":"-- x\n-- r1/job/1/0","state":"running","output":null,"progress":0.5}]}
            """);
        var livy = new ScriptedLivy();
        async Task<int?> Find(string marker)
        {
            livy.On("GET /sessions/life/statements?order=desc&size=100", list);
            return (await livy.Livy.FindStatement(ScriptedLivy.Endpoint, "life", marker, None))?.Id;
        }

        Assert.Equal(3, await Find("r1/job/1/12"));
        Assert.Equal(2, await Find("r1/job/1/1"));
        Assert.Null(await Find("r1/job/1/0"));
        Assert.Null(await Find("job/1/12"));
    }

    [Fact]
    public async Task Statements_of_a_session_that_ended_cannot_be_looked_for_but_the_attempt_can_be_replaced()
    {
        var livy = new ScriptedLivy().On("GET /sessions/life/statements?order=desc&size=100", RecordedLivy.Answer("09-deaths", "GET /sessions/0/statements", 400));
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.Livy.FindStatement(ScriptedLivy.Endpoint, "life", "m", None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task Cancelling_what_is_gone_or_never_began_is_no_error()
    {
        var livy = new ScriptedLivy();
        foreach (var answer in (Answer[])[
            RecordedLivy.Answer("07-queue-and-cancel", "POST /sessions/1/statements/1/cancel"),
            RecordedLivy.Answer("02-sql-session-life", "POST /sessions/0/statements/0/cancel", 500),
            Answer.Json(404, """{"msg":"Session 'life' not found."}""")])
        {
            livy.On("POST /sessions/life/statements/7/cancel", answer);
            await livy.Livy.CancelStatement(ScriptedLivy.Endpoint, "life", 7, None);
        }
    }
}
