using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;
using Xunit;
using static Pipeline.Tests.Simulated.World.TestWorld;

namespace Pipeline.Tests.Simulated.World;

/// <summary>Livy's twin, as far as the contract that it shares with the gateway does not say it already.</summary>
public sealed class LivyTwinTests
{
    private const string Write = "INSERT OVERWRITE DIRECTORY '/lake/r0000000000ab/airports/1' USING parquet SELECT 1";

    [Fact]
    public void A_session_takes_statements_when_it_has_started_and_not_before()
    {
        var test = With();
        var livy = test.ReadyLivy();
        Assert.Equal(SessionStatus.Starting, test.Do(() => test.Ports.Livy.CreateSession(livy, Wanted.Session, None)).Status);
        Assert.Equal(FailureKind.Transient, Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Livy.PostStatement(livy, Wanted.SessionName, "SELECT 1", None))).Kind);
        Assert.Null(test.Do(() => test.Ports.Livy.FindStatement(livy, Wanted.SessionName, "[x]", None)));

        test.Until(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None), session => session!.Status == SessionStatus.Ready);
        var thing = test.World.Inventory.Single(thing => thing.Name == Wanted.SessionName);
        Assert.InRange(thing.ReadyAt!.Value - thing.CreatedAt, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));
        Assert.Equal(StatementStatus.Succeeded, test.Answer(livy, "SELECT 1").Status);
    }

    [Fact]
    public void Statements_run_one_after_the_other_and_only_the_running_one_advances()
    {
        var test = With();
        var livy = test.ReadySession();
        var first = test.Do(() => test.Ports.Livy.PostStatement(livy, Wanted.SessionName, Write, None));
        var second = test.Do(() => test.Ports.Livy.PostStatement(livy, Wanted.SessionName, "SELECT 1", None));
        test.Pass(TimeSpan.FromMinutes(3));

        var running = test.Do(() => test.Ports.Livy.GetStatement(livy, Wanted.SessionName, first.Id, None));
        Assert.Equal(StatementStatus.Running, running.Status);
        Assert.InRange(running.Progress, 0.2, 0.99);
        Assert.Equal(StatementStatus.Waiting, test.Do(() => test.Ports.Livy.GetStatement(livy, Wanted.SessionName, second.Id, None)).Status);
    }

    [Fact]
    public void Strangers_sessions_have_the_first_ids_and_a_hand_on_them_is_noted()
    {
        var test = With();
        var livy = test.ReadySession();
        var strangers = test.World.Inventory.Where(thing => thing is { Kind: ThingKind.Session, IsForeign: true }).ToArray();
        Assert.Equal(strangers.Length, test.Do(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None))!.Id);

        test.Do(() => test.Ports.Livy.PostStatement(livy, strangers[0].Name, "SELECT 1", None));
        test.Do(() => test.Ports.Livy.DeleteSession(livy, strangers[1].Name, None));
        Assert.Equal(strangers.Select(thing => thing.Name), test.World.Findings().Where(finding => finding.Kind == FindingKind.ForeignTouched).Select(finding => finding.Subject));
    }

    [Fact]
    public void A_session_may_die_while_it_starts()
    {
        var test = With(On<ILivy>(nameof(ILivy.CreateSession), Fault.SessionDiesStarting));
        var livy = test.ReadyLivy();
        test.Do(() => test.Ports.Livy.CreateSession(livy, Wanted.Session, None));
        var ended = test.Until(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None), session => session!.Status != SessionStatus.Starting);
        Assert.Equal(SessionStatus.Ended, ended!.Status);
        Assert.Contains(ended.Log, line => line.Contains("never connected", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dead_session_is_forgotten_after_a_while()
    {
        var test = With(On<ILivy>(nameof(ILivy.CreateSession), Fault.SessionDiesStarting));
        var livy = test.ReadyLivy();
        test.Do(() => test.Ports.Livy.CreateSession(livy, Wanted.Session, None));
        test.Pass(TimeSpan.FromMinutes(12));
        Assert.Null(test.Do(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None)));
    }

    [Fact]
    public void A_session_may_die_when_it_has_become_idle_and_its_results_with_it()
    {
        var test = With(On<ILivy>(nameof(ILivy.PostStatement), Fault.SessionDiesIdle));
        var livy = test.ReadySession();
        Assert.Throws<PortFailureException>(() => test.Answer(livy, "SELECT 1"));
        Assert.Equal(SessionStatus.Ended, test.Do(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None))!.Status);
    }

    [Fact]
    public void A_session_that_dies_busy_leaves_half_an_output_unless_its_driver_goes_on()
    {
        var halves = Enumerable.Range(1, 20).Select(seed =>
        {
            var test = Seeded(seed, FaultPlan.Script(On<ILivy>(nameof(ILivy.PostStatement), Fault.SessionDiesBusy)));
            var livy = test.ReadySession();
            Assert.Throws<PortFailureException>(() => test.Answer(livy, Write));
            test.Pass(TimeSpan.FromMinutes(30));
            return test.World.Log.Count(deed => deed.Deed == Deed.OutputWritten);
        }).ToArray();
        Assert.Contains(0, halves);
    }

    [Fact]
    public void A_driver_that_outlives_its_deleted_session_still_writes_into_its_own_folder()
    {
        var wrote = Enumerable.Range(1, 40).Any(seed =>
        {
            var test = Seeded(seed);
            var livy = test.ReadySession();
            test.Do(() => test.Ports.Livy.PostStatement(livy, Wanted.SessionName, Write, None));
            test.Until(() => test.Ports.Livy.GetStatement(livy, Wanted.SessionName, 0, None), statement => statement.Progress > 0.93);
            test.Do(() => test.Ports.Livy.DeleteSession(livy, Wanted.SessionName, None));
            test.Pass(TimeSpan.FromMinutes(10));
            return test.World.Log.Any(deed => deed is { Deed: Deed.OutputWritten, Subject: "/lake/r0000000000ab/airports/1" });
        });
        Assert.True(wrote);
    }

    [Theory]
    [InlineData(Fault.StatementErrorTransient, FailureKind.Transient)]
    [InlineData(Fault.StatementErrorPermanent, FailureKind.Permanent)]
    public void A_statement_may_fail_and_leave_its_session_alive(Fault fault, FailureKind kind)
    {
        var test = With(On<ILivy>(nameof(ILivy.PostStatement), fault));
        var livy = test.ReadySession();
        var failed = test.Answer(livy, Write);
        Assert.Equal((StatementStatus.Failed, kind), (failed.Status, failed.Error!.Kind));
        Assert.Equal(StatementStatus.Succeeded, test.Answer(livy, "SELECT 1").Status);
    }

    [Fact]
    public void After_a_restart_of_Livy_its_sessions_are_gone_and_ids_start_at_0_with_a_stranger()
    {
        var test = With(On<ILivy>(nameof(ILivy.PostStatement), Fault.LivyRestarts));
        var livy = test.ReadySession();
        Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Livy.PostStatement(livy, Wanted.SessionName, "SELECT 1", None)));
        Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None)));
        test.Pass(TimeSpan.FromMinutes(1));

        Assert.Null(test.Do(() => test.Ports.Livy.FindSession(livy, Wanted.SessionName, None)));
        Assert.Equal(0, test.Do(() => test.Ports.Livy.FindSession(livy, "notebook", None))!.Id);
        Assert.Equal(EndCause.Outside, test.World.Inventory.Single(thing => thing.Name == Wanted.SessionName).EndedBy);
    }

    [Fact]
    public void With_its_cluster_Livy_is_gone()
    {
        var test = With(On<ILivy>(nameof(ILivy.PostStatement), Fault.ClusterTerminated));
        var livy = test.ReadySession();
        var failure = Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Livy.PostStatement(livy, Wanted.SessionName, "SELECT 1", None)));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("could not be reached", failure.Message, StringComparison.Ordinal);
    }
}
