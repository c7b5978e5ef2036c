using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

public sealed class LivySessionsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SessionRequest Request = new("foo", "sql", ImmutableSortedDictionary<string, string>.Empty.Add("spark.sql.ansi.enabled", "false"));
    private static readonly Answer Duplicate = RecordedLivy.Answers("08-names-and-ids", "POST /sessions").First(answer => answer.Body.Contains("Duplicate"));
    private static readonly Answer Unknown = RecordedLivy.Answer("08-names-and-ids", "GET /sessions/unknown-name");
    private static readonly Answer Deleted = Answer.Json(200, """{"msg":"deleted"}""");

    [Fact]
    public async Task A_session_is_found_by_name_with_its_state_and_log()
    {
        var livy = new ScriptedLivy().On("GET /sessions/life", RecordedLivy.Answer("02-sql-session-life", "GET /sessions/life"));
        var session = await livy.Livy.FindSession(ScriptedLivy.Endpoint, "life", None);
        Assert.Equal(("life", 0, SessionStatus.Starting), (session!.Name, session.Id, session.Status));
        Assert.Equal(["stdout: ", "\nstderr: "], session.Log.ToArray());
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_null()
    {
        var livy = new ScriptedLivy().On("GET /sessions/unknown-name", Unknown);
        Assert.Null(await livy.Livy.FindSession(ScriptedLivy.Endpoint, "unknown-name", None));
    }

    [Fact]
    public async Task A_404_that_is_not_Livy_s_is_no_missing_session()
    {
        var livy = new ScriptedLivy().On("GET /sessions/life", RecordedLivy.Answer("01-basics", "GET /nothing"));
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.Livy.FindSession(ScriptedLivy.Endpoint, "life", None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal(
            "Livy of cluster arrivals-r1 at http://127.0.0.1:8998 did not find session life: what answered is no Livy, or a proxy before it (HTTP 404).",
            failure.Message);
    }

    [Fact]
    public async Task A_session_is_asked_for_with_kind_name_and_settings_and_nothing_else()
    {
        var livy = new ScriptedLivy(new LivyCredentials("pipeline", "s3cret")).On("POST /sessions", RecordedLivy.Answer("02-sql-session-life", "POST /sessions"));
        var session = await livy.Livy.CreateSession(ScriptedLivy.Endpoint, Request, None);
        Assert.Equal(SessionStatus.Starting, session.Status);
        Assert.Equal("""{"kind":"sql","name":"foo","conf":{"spark.sql.ansi.enabled":"false"}}""", livy.Bodies[0]);

        var request = livy.Asked[0];
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
        Assert.Equal(["pipeline"], request.Headers.GetValues("X-Requested-By"));
        Assert.Equal("Basic cGlwZWxpbmU6czNjcmV0", request.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task A_session_that_nobody_asks_for_any_more_ends_by_itself_where_that_is_wanted()
    {
        var livy = new ScriptedLivy(heartbeat: TimeSpan.FromSeconds(900)).On("POST /sessions", RecordedLivy.Answer("02-sql-session-life", "POST /sessions"));
        await livy.Livy.CreateSession(ScriptedLivy.Endpoint, Request, None);
        Assert.EndsWith(",\"heartbeatTimeoutInSecond\":900}", livy.Bodies[0]);
    }

    [Fact]
    public async Task A_session_is_kept_by_connecting_to_it()
    {
        var livy = new ScriptedLivy().On("POST /sessions/life/connect", RecordedLivy.Answer("02-sql-session-life", "GET /sessions/life"));
        await livy.Livy.KeepSession(ScriptedLivy.Endpoint, "life", None);
        livy.Done();
    }

    [Fact]
    public async Task A_name_in_use_answers_the_session_that_has_it()
    {
        var livy = new ScriptedLivy()
            .On("POST /sessions", Duplicate)
            .On("GET /sessions/foo", RecordedLivy.Answer("08-names-and-ids", "GET /sessions/foo", 200));
        var session = await livy.Livy.CreateSession(ScriptedLivy.Endpoint, Request, None);
        Assert.NotEqual(SessionStatus.Ended, session.Status);
        livy.Done();
    }

    [Fact]
    public async Task A_dead_session_is_deleted_for_its_name()
    {
        var livy = new ScriptedLivy()
            .On("POST /sessions", Duplicate)
            .On("GET /sessions/foo", RecordedLivy.Answer("02-sql-session-life", "GET /sessions/1"))
            .On("DELETE /sessions/foo", Deleted)
            .On("POST /sessions", RecordedLivy.Answer("02-sql-session-life", "POST /sessions"));
        Assert.Equal(SessionStatus.Starting, (await livy.Livy.CreateSession(ScriptedLivy.Endpoint, Request, None)).Status);
        livy.Done();
    }

    [Theory]
    [InlineData("123")]
    [InlineData("")]
    [InlineData("a;b")]
    [InlineData("a/b")]
    public async Task A_name_that_Livy_would_refuse_only_after_starting_a_driver_is_never_sent(string name)
    {
        var livy = new ScriptedLivy();
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.Livy.CreateSession(ScriptedLivy.Endpoint, Request with { Name = name }, None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Empty(livy.Asked);
    }

    [Fact]
    public async Task Deleting_a_session_that_is_gone_is_no_error()
    {
        var livy = new ScriptedLivy()
            .On("DELETE /sessions/foo", Deleted)
            .On("DELETE /sessions/foo", RecordedLivy.Answer("08-names-and-ids", "DELETE /sessions/unknown-name"))
            .On("DELETE /sessions/foo", Answer.Json(404, "\"Session 7 already stopped.\""))
            .On("DELETE /sessions/foo", Answer.Json(404, """{"msg":"Session 7 already stopped."}"""));
        for (var i = 0; i < 4; i++)
        {
            await livy.Livy.DeleteSession(ScriptedLivy.Endpoint, "foo", None);
        }
    }
}
