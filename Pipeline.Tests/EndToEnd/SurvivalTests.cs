using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.EndToEnd;

/// <summary>What users lose when something is killed: nothing. The same run with and without, on processes of their own.</summary>
[Collection("End to end")]
public sealed class SurvivalTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private const Needs Everything = Needs.Engine | Needs.Postgres;

    /// <summary>What a command ends with whose service died, and a process that was killed.</summary>
    private const int ClientOfTheDead = 3;
    private const int Killed = 128 + 9;
    private const int Points = 25;

    public static IEnumerable<object[]> AllPoints => Enumerable.Range(1, Points).Select(point => new object[] { point });

    [RequiresFact(Everything)]
    public async Task A_service_killed_at_five_points_of_one_run_does_nothing_twice()
    {
        using var program = new PipelineProgram();
        var service = UndisturbedRun.Start(program);
        var id = "";
        for (var point = 1; point <= 5; point++)
        {
            id = await program.KillServiceAt(undisturbed.Outcome.Events * point / 6);
            Assert.Equal(point == 1 ? ClientOfTheDead : Killed, (await service).Exit);
            service = program.Start("serve", "--until-idle");
        }

        await AssertUndisturbed(program, id, await service);
    }

    [LongTheory(Everything)]
    [MemberData(nameof(AllPoints))]
    public async Task A_service_killed_anywhere_does_nothing_twice(int point)
    {
        using var program = new PipelineProgram();
        var client = UndisturbedRun.Start(program);
        var id = await program.KillServiceAt(Math.Max(1, undisturbed.Outcome.Events * point / (Points + 1)));
        Assert.Equal(ClientOfTheDead, (await client).Exit);
        await AssertUndisturbed(program, id, await program.Run("serve", "--until-idle"));
    }

    [RequiresFact(Everything)]
    public async Task A_run_that_loses_an_engine_and_PostgreSQL_ends_with_the_same_tables()
    {
        var outcome = await Disturbed(
            ("statement-succeeded.1", 5, program => program.Kill(IsEngine, one: true)),
            ("table-staged.1", 2, program => program.KillPostgres()));
        Assert.Equal(outcome.Sessions.Distinct(), outcome.Sessions);
    }

    [LongFact(Everything)]
    public async Task A_killed_gateway_is_replaced_and_its_jobs_run_again()
    {
        var outcome = await Disturbed(("statement-succeeded.1", 9, program => program.Kill(IsGateway)));
        Assert.Contains("cluster 2", outcome.Attempts);
        Assert.Equal(outcome.Sessions.Distinct(), outcome.Sessions);
    }

    [LongFact(Everything)]
    public async Task A_killed_engine_costs_its_job_an_attempt_and_nothing_else()
    {
        var outcome = await Disturbed(("statement-succeeded.1", 9, program => program.Kill(IsEngine, one: true)));
        Assert.Single(outcome.Attempts, attempt => attempt.StartsWith("job/", StringComparison.Ordinal) && attempt.EndsWith(" 2", StringComparison.Ordinal));
        Assert.DoesNotContain("cluster 2", outcome.Attempts);
        Assert.Equal(outcome.Sessions.Distinct(), outcome.Sessions);
    }

    [LongFact(Everything)]
    public async Task A_killed_PostgreSQL_starts_again_and_keeps_what_was_loaded()
    {
        var outcome = await Disturbed(("table-staged.1", 2, program => program.KillPostgres()));
        Assert.Equal(undisturbed.Outcome.Sessions, outcome.Sessions);
        Assert.Equal(undisturbed.Outcome.Statements, outcome.Statements);
    }

    [RequiresFact(Everything)]
    public async Task A_job_whose_engines_are_killed_again_and_again_fails_the_run_and_leaves_nothing()
    {
        using var program = new PipelineProgram();
        var run = UndisturbedRun.Start(program);
        while (!run.IsCompleted)
        {
            program.Kill(IsEngine);
            await Task.WhenAny(run, Task.Delay(50));
        }

        var ended = await run;
        Assert.Equal(1, ended.Exit);
        Assert.Equal("failed", (string?)ended.Json["state"]);
        Assert.Contains("job/", ended.Json["failures"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(ended.Json["resources"]!.AsArray(), resource => Assert.Equal("removed", (string?)resource!["state"]));
        await AssertNothingLeft(program);
    }

    /// <summary>The run is over, and neither its tables nor what it did outside tells that anything happened.</summary>
    private async Task AssertUndisturbed(PipelineProgram program, string run, Ended service)
    {
        Assert.True(service.Exit == 0, service.Error + service.Out);
        var outcome = await RunOutcome.Of(program, run);
        Assert.Equal("succeeded", outcome.State);
        Assert.Equal(undisturbed.Outcome.Tables, outcome.Tables);
        Assert.Equal(undisturbed.Outcome.Sessions, outcome.Sessions);
        Assert.Equal(undisturbed.Outcome.Attempts, outcome.Attempts);
        Assert.Equal(undisturbed.Outcome.Statements, outcome.Statements);
        await AssertNothingLeft(program);
    }

    /// <summary>Kills things of the outside in the middle of a run, which ends with the same tables.</summary>
    private async Task<RunOutcome> Disturbed(params (string Manifest, int Times, Func<PipelineProgram, bool> Kill)[] blows)
    {
        using var program = new PipelineProgram();
        var run = UndisturbedRun.Start(program);
        var id = "";
        foreach (var (manifest, times, kill) in blows)
        {
            id = await program.Until(manifest, times);
            Assert.True(kill(program), "There was nothing to kill.");
        }

        var ended = await run;
        Assert.True(ended.Exit == 0, ended.Error + ended.Out);
        var outcome = await RunOutcome.Of(program, id);
        Assert.Equal(undisturbed.Outcome.Tables, outcome.Tables);
        Assert.All(ended.Json["resources"]!.AsArray(), resource => Assert.Equal("removed", (string?)resource!["state"]));
        await AssertNothingLeft(program);
        return outcome;
    }

    /// <summary>What lost its parent by a kill ends by itself, soon after.</summary>
    private static async Task AssertNothingLeft(PipelineProgram program)
    {
        for (var looks = 0; program.LeftRunning().Count > 0 && looks < 60; looks++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("", string.Join('\n', program.LeftRunning()));
    }

    private static bool IsGateway(string commandLine) => commandLine.Contains("gateway --name", StringComparison.Ordinal);

    private static bool IsEngine(string commandLine) => commandLine.Contains("main.mjs", StringComparison.Ordinal);
}
