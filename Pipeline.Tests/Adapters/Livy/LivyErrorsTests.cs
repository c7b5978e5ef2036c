using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

public sealed class LivyErrorsTests
{
    private const string Html = "<html>\n<head>\n<title>Error 400 Missing Required Header for CSRF protection.</title>\n</head><body>...</body></html>";

    // Status, body, then what it means.
    public static TheoryData<int, string, string, FailureKind, string> Refusals => new()
    {
        { 404, """{"msg":"Session 'foo' not found."}""", "NoSession", FailureKind.Transient, "Session 'foo' not found." },
        { 404, "\"Session 7 already stopped.\"", "NoSession", FailureKind.Transient, "Session 7 already stopped." },
        { 404, "\"Statement not found\"", "Refused", FailureKind.Transient, "it does not hold this statement any more" },
        { 404, "", "Refused", FailureKind.Transient, "what answered is no Livy, or a proxy before it" },
        { 404, "Session expired, log in", "Refused", FailureKind.Transient, "what answered is no Livy, or a proxy before it: Session expired, log in" },
        { 400, """{"msg":"Rejected, Reason: Duplicate session name: Some(foo) for session 12"}""", "NameInUse", FailureKind.Transient, "Rejected, Reason: Duplicate session name: Some(foo) for session 12" },
        { 400, """{"msg":"Duplicate session name: Some(foo) for session 12"}""", "NameInUse", FailureKind.Transient, "Duplicate session name: Some(foo) for session 12" },
        { 400, """{"msg":"Rejected, too many sessions are being created!"}""", "Refused", FailureKind.Transient, "Rejected, too many sessions are being created!" },
        { 400, """{"msg":"requirement failed: Session isn't active."}""", "NotActive", FailureKind.Transient, "requirement failed: Session isn't active." },
        { 400, """{"msg":"Rejected, Reason: Blacklisted configuration values in session config: spark.submit.deployMode"}""", "Refused", FailureKind.Permanent, "Rejected, Reason: Blacklisted configuration values in session config: spark.submit.deployMode" },
        { 400, "\"Invalid kind: nonsense (through reference chain)\"", "Refused", FailureKind.Permanent, "Invalid kind: nonsense (through reference chain)" },
        { 400, Html, "Refused", FailureKind.Permanent, "Error 400 Missing Required Header for CSRF protection." },
        { 400, """{"servlet":"x","message":"Missing Required Header for CSRF protection.","url":"/sessions","status":"400"}""", "Refused", FailureKind.Permanent, "Missing Required Header for CSRF protection." },
        { 400, "", "Refused", FailureKind.Permanent, "no reason given" },
        { 401, "", "Refused", FailureKind.Transient, "it does not take the credentials" },
        { 403, "", "Refused", FailureKind.Permanent, "this user may not do that" },
        { 403, """{"msg":"User 'a' not allowed to impersonate 'Some(b)'."}""", "Refused", FailureKind.Permanent, "this user may not do that: User 'a' not allowed to impersonate 'Some(b)'." },
        { 405, "", "Refused", FailureKind.Permanent, "no reason given" },
        { 406, """{"msg":"No value found for '9'"}""", "Refused", FailureKind.Permanent, "No value found for '9'" },
        { 429, "slow down", "Refused", FailureKind.Transient, "slow down" },
        { 500, "\"java.lang.IllegalStateException: Session is in state starting\"", "NotActive", FailureKind.Transient, "java.lang.IllegalStateException: Session is in state starting" },
        { 500, "\"java.util.concurrent.CancellationException\"", "Refused", FailureKind.Transient, "java.util.concurrent.CancellationException" },
        { 500, "\"java.util.concurrent.ExecutionException: RpcException: x\\n\\tat a.b.C\"", "Refused", FailureKind.Transient, "java.util.concurrent.ExecutionException: RpcException: x" },
        { 502, "<html><head><title>502 Bad Gateway</title></head></html>", "Refused", FailureKind.Transient, "502 Bad Gateway" },
        { 503, "{broken", "Refused", FailureKind.Transient, "{broken" },
        { 307, "", "Refused", FailureKind.Transient, "no reason given" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_is_read_by_its_status_and_body(int status, string body, string meaning, FailureKind kind, string says) =>
        Assert.Equal((meaning, kind, says), (LivyErrors.Read(status, body) is var read ? $"{read.Meaning}" : "", read.Kind, read.Says));

    [Fact]
    public void Every_recorded_refusal_is_read_in_one_line()
    {
        foreach (var recording in (string[])["01-basics", "02-sql-session-life", "08-names-and-ids", "09-deaths", "10b-limits-and-timeouts", "14-csrf"])
        {
            foreach (var path in (string[])["/sessions", "/sessions/0", "/sessions/0/statements", "/sessions/0/statements/0", "/nothing", "/sessions/unknown/statements"])
            {
                foreach (var answer in RecordedLivy.Answers(recording, "GET " + path).Concat(RecordedLivy.Answers(recording, "POST " + path)).Where(answer => answer.Status >= 400))
                {
                    var refusal = LivyErrors.Read(answer.Status, answer.Body);
                    Assert.DoesNotContain("\n", refusal.Says, StringComparison.Ordinal);
                    Assert.DoesNotContain("<", refusal.Says, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void A_long_refusal_is_cut() => Assert.Equal(303, LivyErrors.Read(500, new string('x', 5000)).Says.Length);

    [Theory]
    [InlineData("idle", SessionStatus.Ready)]
    [InlineData("busy", SessionStatus.Ready)]
    [InlineData("not_started", SessionStatus.Starting)]
    [InlineData("starting", SessionStatus.Starting)]
    [InlineData("recovering", SessionStatus.Starting)]
    [InlineData("shutting_down", SessionStatus.Ended)]
    [InlineData("error", SessionStatus.Ended)]
    [InlineData("dead", SessionStatus.Ended)]
    [InlineData("killed", SessionStatus.Ended)]
    [InlineData("success", SessionStatus.Ended)]
    [InlineData("a word of a later version", SessionStatus.Starting)]
    public void Session_words(string word, SessionStatus status) => Assert.Equal(status, LivyStates.Session(word));

    [Theory]
    [InlineData("SELEC 1", "[PARSE_SYNTAX_ERROR]", FailureKind.Permanent)]
    [InlineData("SELECT * FROM no_such_table", "[TABLE_OR_VIEW_NOT_FOUND]", FailureKind.Permanent)]
    [InlineData("SELECT no_such_col FROM range(3)", "[UNRESOLVED_COLUMN.WITH_SUGGESTION]", FailureKind.Permanent)]
    [InlineData("SELECT * FROM parquet.`/data/nothing-here`", "[PATH_NOT_FOUND]", FailureKind.Permanent)]
    [InlineData("SELECT raise_error('boom')", "Job aborted due to stage failure", FailureKind.Transient)]
    [InlineData("SELECT length(repeat('x', 2000000000)) AS n", "Java heap space", FailureKind.Transient)]
    public async Task A_recorded_failure_of_a_statement_is_worth_another_attempt_or_not(string code, string evalue, FailureKind kind)
    {
        var livy = new ScriptedLivy().On("GET /sessions/life/statements/0", RecordedLivy.Statement("04-sql-errors", code));
        var statement = await livy.Livy.GetStatement(ScriptedLivy.Endpoint, "life", 0, CancellationToken.None);
        Assert.Equal(StatementStatus.Failed, statement.Status);
        Assert.Contains(evalue, statement.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(kind, statement.Error.Kind);
    }

    [Theory]
    [InlineData("Error", "Not supported by the local engine: LATERAL VIEW", FailureKind.Permanent)]
    [InlineData("Error", "Job 7 cancelled part of cancelled job group 7", FailureKind.Transient)]
    [InlineData("Error", "[INTERNAL_ERROR] The Spark SQL phase planning failed", FailureKind.Transient)]
    [InlineData("Error", "[TASK_WRITE_FAILED] Task failed while writing rows", FailureKind.Transient)]
    [InlineData("Error", "Interpreter died:\n", FailureKind.Transient)]
    [InlineData("SyntaxError", "invalid syntax (<stdin>, line 1)", FailureKind.Permanent)]
    [InlineData("Py4JJavaError", "An error occurred while calling o1.count", FailureKind.Transient)]
    public void Other_failures_of_statements(string name, string message, FailureKind kind) =>
        Assert.Equal(kind, StatementErrors.Classify(name, message).Kind);
}
