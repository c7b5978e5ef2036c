using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Requests;
using Pipeline.Host.Local.Gateway.Sessions;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Sessions;

public sealed class LivySessionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_000);
    private static readonly StatementOutput Output = new StatementOutput.Ok("{}");

    [Fact]
    public void It_starts_an_engine_and_is_idle_when_that_is_ready()
    {
        var step = New().Handle(new SessionCommand.Start(), Now);
        Assert.Equal([new SessionEffect.StartEngine()], step.Effects);
        Assert.Equal("starting", step.Session.State);
        Assert.Equal("idle", Ready().State);
    }

    [Fact]
    public void Settings_of_Spark_SQL_are_made_before_it_takes_code()
    {
        var session = New("spark.sql.shuffle.partitions", "4");
        var asked = session.Handle(new SessionCommand.EngineReady(), Now);
        Assert.Equal([new SessionEffect.Execute(-1, "SET spark.sql.shuffle.partitions=4", 1)], asked.Effects);
        Assert.Equal("starting", asked.Session.State);

        Assert.Equal("idle", asked.Session.Handle(new SessionCommand.Finish(-1, Output), Now).Session.State);
        var isStatic = new StatementOutput.Error("Error", "Cannot modify the value of a static config: x.", []);
        Assert.Equal("idle", asked.Session.Handle(new SessionCommand.Finish(-1, isStatic), Now).Session.State);
    }

    [Fact]
    public void A_setting_that_the_engine_cannot_follow_ends_the_session()
    {
        var session = New("spark.sql.ansi.enabled", "true").Handle(new SessionCommand.EngineReady(), Now).Session;

        var step = session.Handle(new SessionCommand.Finish(-1, new StatementOutput.Error("Error", "Not supported", [])), Now);

        var kill = Assert.IsType<SessionEffect.KillEngine>(Assert.Single(step.Effects));
        Assert.Equal("it refused the session's conf, SET spark.sql.ansi.enabled=true: Not supported", kill.Reason);
        Assert.Equal("dead", step.Session.Handle(new SessionCommand.EngineExited(), Now).Session.State);
    }

    [Fact]
    public void A_statement_is_executed_with_the_session_s_row_limit()
    {
        var step = Ready("livy.rsc.sql.num-rows", "7").Handle(new SessionCommand.Submit("SELECT\r\n1", null), Now);
        Assert.Equal([new SessionEffect.Execute(0, "SELECT\n1", 7)], step.Effects);
        Assert.Equal("busy", step.Session.State);
        Assert.Equal(StatementState.Waiting, step.Submitted!.State);
        Assert.Equal(StatementState.Running, step.Session.Statements.Find(0)!.State);
    }

    [Fact]
    public void The_next_statement_follows_the_answer_to_the_one_before()
    {
        var session = Submitted(Submitted(Ready(), "a"), "b");
        var step = session.Handle(new SessionCommand.Finish(0, Output), Now);
        Assert.Equal([new SessionEffect.Execute(1, "b", 1000)], step.Effects);
        Assert.Equal("idle", step.Session.Handle(new SessionCommand.Finish(1, Output), Now).Session.State);
    }

    [Fact]
    public void A_kind_without_interpreter_fails_in_its_turn_and_holds_nobody_up()
    {
        var session = Submitted(Ready(), "a");
        session = session.Handle(new SessionCommand.Submit("1 + 1", "python"), Now).Session;
        session = Submitted(session, "b");
        Assert.Equal(StatementState.Waiting, session.Statements.Find(1)!.State);

        var step = session.Handle(new SessionCommand.Finish(0, Output), Now);

        Assert.Equal([new SessionEffect.Execute(2, "b", 1000)], step.Effects);
        Assert.Equal(StatementOutput.NoInterpreter, step.Session.Statements.Find(1)!.Output);
    }

    [Fact]
    public void Bad_kinds_and_missing_code_are_refused_without_using_up_an_id()
    {
        var session = Ready();
        Assert.Equal(LivyError.InvalidStatementKind("SQL"), Refusal(session, "SELECT 1", "SQL"));
        Assert.Equal(LivyError.InvalidStatementKind(""), Refusal(session, "SELECT 1", ""));
        Assert.Equal(LivyError.SharedStatement, Refusal(session, "SELECT 1", "shared"));
        Assert.Equal(LivyError.NoCode, Refusal(session, null, null));
        Assert.Equal(LivyError.KindMissing, Refusal(Ready(kind: "shared"), "SELECT 1", null));
    }

    [Fact]
    public void Cancelling_a_running_statement_asks_the_engine_and_watches_it()
    {
        var step = Submitted(Ready(), "a").Handle(new SessionCommand.Cancel(0), Now);
        Assert.Equal([new SessionEffect.CancelExecution(0), new SessionEffect.WatchCancel(0, Now)], step.Effects);
        Assert.Empty(step.Session.Handle(new SessionCommand.Cancel(0), Now).Effects);
    }

    [Fact]
    public void A_cancel_is_repeated_until_it_is_heeded_and_in_the_end_costs_the_engine_its_life()
    {
        var cancelling = Submitted(Ready(), "a").Handle(new SessionCommand.Cancel(0), Now).Session;
        var tick = new SessionCommand.CancelTick(0, Now);

        Assert.Equal(
            [new SessionEffect.CancelExecution(0), new SessionEffect.WatchCancel(0, Now)],
            cancelling.Handle(tick, Now.AddSeconds(2.9)).Effects);
        Assert.IsType<SessionEffect.KillEngine>(Assert.Single(cancelling.Handle(tick, Now.AddSeconds(3)).Effects));

        var ended = cancelling.Handle(new SessionCommand.Finish(0, Output), Now).Session;
        Assert.Empty(ended.Handle(tick, Now.AddSeconds(3)).Effects);
    }

    [Fact]
    public void A_lost_engine_shows_as_before_until_somebody_asks_for_a_statement()
    {
        var step = Ready().Handle(new SessionCommand.EngineExited(), Now);
        Assert.Equal([new SessionEffect.WatchLoss()], step.Effects);
        Assert.Equal("idle", step.Session.State);
        Assert.Equal(LivyError.Lost, step.Session.ReadRefusal);

        var asked = step.Session.Handle(new SessionCommand.Submit("SELECT 1", null), Now);
        Assert.Equal(LivyError.Lost, asked.Refusal);
        Assert.Equal(LivyError.NotRunning("dead"), asked.Session.WriteRefusal);
        Assert.Equal(LivyError.NotActive, asked.Session.ReadRefusal);
        Assert.Equal("dead", step.Session.Handle(new SessionCommand.NoticeLoss(), Now).Session.State);
    }

    [Fact]
    public void An_engine_that_ends_while_starting_leaves_a_dead_session() =>
        Assert.Equal("dead", New().Handle(new SessionCommand.EngineExited(), Now).Session.State);

    [Fact]
    public void Stopping_ends_the_engine_and_keeps_a_dead_record()
    {
        var step = Ready().Handle(new SessionCommand.Stop(), Now);
        Assert.Equal([new SessionEffect.StopEngine()], step.Effects);
        Assert.Equal("shutting_down", step.Session.State);
        Assert.Equal(LivyError.NotRunning("shutting_down"), step.Session.WriteRefusal);

        var dead = step.Session.Handle(new SessionCommand.EngineExited(), Now).Session;
        Assert.Equal("dead", dead.State);
        Assert.Empty(dead.Handle(new SessionCommand.Stop(), Now).Effects);
    }

    [Fact]
    public void Stopping_a_session_whose_engine_is_lost_has_nothing_to_wait_for() =>
        Assert.Equal("dead", Ready().Handle(new SessionCommand.EngineExited(), Now).Session.Handle(new SessionCommand.Stop(), Now).Session.State);

    private static LivySession New(string? key = null, string value = "", string kind = "sql") =>
        new(0, new SessionRequest { Kind = kind, Conf = key is null ? [] : [new(key, value)] });

    private static LivySession Ready(string? key = null, string value = "", string kind = "sql") =>
        New(key, value, kind).Handle(new SessionCommand.EngineReady(), Now).Session;

    private static LivySession Submitted(LivySession session, string code) =>
        session.Handle(new SessionCommand.Submit(code, null), Now).Session;

    private static LivyError? Refusal(LivySession session, string? code, string? kind)
    {
        var step = session.Handle(new SessionCommand.Submit(code, kind), Now);
        Assert.Equal(0, step.Session.Statements.NextId);
        return step.Refusal;
    }
}
