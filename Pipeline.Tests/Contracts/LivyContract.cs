using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Tests.Local.Gateway;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Contracts;

/// <summary>What the actors may expect of Livy, whoever it is: the same calls give the same answers.</summary>
public abstract class LivyContract
{
    private const string Name = "arrivals-r0000000000ab-airports-1";
    private const string Ok = "SELECT 1";
    private const string Wrong = "FAIL [PARSE_SYNTAX_ERROR] Syntax error";
    private const string Endless = "BLOCK";
    private const string Deadly = "EXIT";
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>What the statement of this position, from 1, has to do: <see cref="Wrong"/> or <see cref="Deadly"/> code does it by itself where code is understood.</summary>
    protected sealed record Fate(int Statement, bool Kills);

    /// <summary>A Livy of which nothing is known yet.</summary>
    protected abstract Task<(ILivy Livy, LivyEndpoint Endpoint)> Begin(params Fate[] fates);

    /// <summary>Waits for a call, and lets its time pass.</summary>
    protected abstract Task<T> Do<T>(Func<Task<T>> call);

    /// <summary>Lets a moment pass between two looks.</summary>
    protected abstract Task Pause();

    [RequiresFact(Needs.Node)]
    public async Task A_session_is_found_from_its_creation_to_its_deletion_and_made_once()
    {
        var livy = await Fresh();
        Assert.Null(await livy.Find());
        var made = await livy.Create();
        Assert.Equal(made.Id, (await livy.Create()).Id);
        Assert.Equal(made.Id, (await livy.Ready()).Id);
        Assert.Equal(Name, made.Name);

        await livy.Delete();
        Assert.Null(await livy.Find());
        await livy.Delete();
        Assert.True((await livy.Create()).Id > made.Id);
    }

    [RequiresFact(Needs.Node)]
    public async Task Statements_are_numbered_from_0_run_in_order_and_are_found_by_their_marker()
    {
        var livy = await Fresh();
        await livy.Opened();
        var first = await livy.Post(Ok + " -- [r1/airports/1/1]");
        var second = await livy.Post(Ok + " -- [r1/airports/1/12]");

        Assert.Equal([0, 1], [first.Id, second.Id]);
        Assert.Equal(first.Id, (await livy.FindBy("[r1/airports/1/1]"))!.Id);
        Assert.Equal(second.Id, (await livy.FindBy("[r1/airports/1/12]"))!.Id);
        Assert.Null(await livy.FindBy("[r1/airports/1/2]"));
        var over = await livy.Over(second.Id);
        Assert.Equal((StatementStatus.Succeeded, "1", 1.0), (over.Status, over.Rows!.Rows[0][0], over.Progress));
        Assert.Equal(StatementStatus.Succeeded, (await livy.Get(first.Id)).Status);
        Assert.Equal(SessionStatus.Ready, (await livy.Find())!.Status);
    }

    [RequiresFact(Needs.Node)]
    public async Task A_failed_statement_says_why_and_the_next_one_runs()
    {
        var livy = await Fresh(new Fate(1, Kills: false));
        await livy.Opened();
        var failed = await livy.Over((await livy.Post(Wrong)).Id);
        Assert.Equal((StatementStatus.Failed, FailureKind.Permanent), (failed.Status, failed.Error!.Kind));
        Assert.Null(failed.Rows);
        Assert.Equal(StatementStatus.Succeeded, (await livy.Over((await livy.Post(Ok)).Id)).Status);
    }

    [RequiresFact(Needs.Node)]
    public async Task A_cancelled_statement_ends_as_that_running_or_waiting_and_makes_way()
    {
        var livy = await Fresh();
        await livy.Opened();
        var running = await livy.Post(Endless);
        var waiting = await livy.Post(Ok);
        var last = await livy.Post(Ok);
        await livy.Cancel(waiting.Id);
        await livy.Cancel(running.Id);

        Assert.Equal(StatementStatus.Cancelled, (await livy.Over(running.Id)).Status);
        Assert.Equal(StatementStatus.Cancelled, (await livy.Over(waiting.Id)).Status);
        Assert.Equal(StatementStatus.Succeeded, (await livy.Over(last.Id)).Status);
        await livy.Cancel(running.Id);
        await livy.Cancel(99);
    }

    [RequiresFact(Needs.Node)]
    public async Task Without_a_session_statements_are_refused_and_cancelling_is_no_error()
    {
        var livy = await Fresh();
        await livy.Refused(() => livy.Post(Ok));
        await livy.Refused(() => livy.Get(0));
        await livy.Refused(() => livy.FindBy("[x]"));
        await livy.Cancel(0);

        await livy.Opened();
        await livy.Refused(() => livy.Get(0));
    }

    [RequiresFact(Needs.Node)]
    public async Task A_dead_session_refuses_everything_and_its_name_is_free_for_who_asks_again()
    {
        var livy = await Fresh(new Fate(2, Kills: true));
        var first = await livy.Opened();
        var done = await livy.Over((await livy.Post(Ok)).Id);
        await livy.Post(Deadly);
        Assert.Equal(first.Id, (await livy.Until(s => s!.Status == SessionStatus.Ended))!.Id);

        await livy.Refused(() => livy.Post(Ok));
        await livy.Refused(() => livy.Get(done.Id));
        await livy.Refused(() => livy.FindBy("[x]"));
        await livy.Cancel(done.Id);
        var second = await livy.Create();
        Assert.True(second.Id > first.Id);
        await livy.Ready();
        Assert.Equal(0, (await livy.Post(Ok)).Id);
    }

    [RequiresFact(Needs.Node)]
    public async Task Of_more_than_100_statements_the_oldest_is_forgotten()
    {
        var livy = await Fresh();
        await livy.Opened();
        for (var i = 0; i <= 100; i++)
        {
            await livy.Post(Ok);
        }

        await livy.Refused(() => livy.Get(0));
        Assert.Equal(100, (await livy.Get(100)).Id);
    }

    [RequiresFact(Needs.Node)]
    public async Task A_name_of_digits_is_never_sent()
    {
        var livy = await Fresh();
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<PortFailureException>(() => livy.Create("123"))).Kind);
    }

    private async Task<Calls> Fresh(params Fate[] fates)
    {
        var (livy, endpoint) = await Begin(fates);
        return new Calls(this, livy, endpoint);
    }

    /// <summary>The port's members about the one session.</summary>
    private sealed class Calls(LivyContract contract, ILivy livy, LivyEndpoint endpoint)
    {
        public Task<Session?> Find() => contract.Do(() => livy.FindSession(endpoint, Name, None));

        public Task<Session> Create(string name = Name) =>
            contract.Do(() => livy.CreateSession(endpoint, new SessionRequest(name, "sql", ImmutableSortedDictionary<string, string>.Empty), None));

        public Task<Statement> Post(string code) => contract.Do(() => livy.PostStatement(endpoint, Name, code, None));

        public Task<Statement> Get(int statement) => contract.Do(() => livy.GetStatement(endpoint, Name, statement, None));

        public Task<Statement?> FindBy(string marker) => contract.Do(() => livy.FindStatement(endpoint, Name, marker, None));

        public Task Cancel(int statement) => contract.Do(async () =>
        {
            await livy.CancelStatement(endpoint, Name, statement, None);
            return true;
        });

        public Task Delete() => contract.Do(async () =>
        {
            await livy.DeleteSession(endpoint, Name, None);
            return true;
        });

        public async Task<Session> Opened()
        {
            await Create();
            return await Ready();
        }

        public async Task<Session> Ready() => (await Until(session => session is { Status: SessionStatus.Ready }))!;

        public async Task<Session?> Until(Func<Session?, bool> reached)
        {
            while (true)
            {
                if (await Find() is var session && reached(session))
                {
                    return session;
                }

                await contract.Pause();
            }
        }

        public async Task<Statement> Over(int statement)
        {
            while (true)
            {
                if (await Get(statement) is { Status: not (StatementStatus.Waiting or StatementStatus.Running) } over)
                {
                    return over;
                }

                await contract.Pause();
            }
        }

        public async Task Refused<T>(Func<Task<T>> call) => Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<PortFailureException>(call)).Kind);
    }
}
