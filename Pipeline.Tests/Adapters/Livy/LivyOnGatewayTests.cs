using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Local.Gateway;
using Pipeline.Tests.Local.Gateway;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

/// <summary>The adapter against the local gateway, over real HTTP; its engine does as its statements tell it.</summary>
public sealed class LivyOnGatewayTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SessionRequest Request = new("arrivals-r1-airports-1", "sql", ImmutableSortedDictionary<string, string>.Empty);

    private TestGateway gateway = null!;
    private LivyTransport transport = null!;
    private LivyHttp livy = null!;
    private LivyEndpoint endpoint = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Scripted();
        transport = new LivyTransport(cluster => cluster == "arrivals-r1" ? new LivyCredentials(GatewayServer.User, gateway.Server.Secret) : null, TimeProvider.System);
        livy = new LivyHttp(transport);
        endpoint = new LivyEndpoint("arrivals-r1", gateway.Server.Url);
    }

    public async Task DisposeAsync()
    {
        transport.Dispose();
        await gateway.DisposeAsync();
    }

    [RequiresFact(Needs.Node)]
    public async Task A_session_lives_from_its_creation_to_its_end()
    {
        Assert.Null(await livy.FindSession(endpoint, Request.Name, None));
        var created = await livy.CreateSession(endpoint, Request, None);
        Assert.Equal(created.Id, (await livy.CreateSession(endpoint, Request, None)).Id);
        Assert.Equal(created.Id, (await Ready()).Id);

        await livy.DeleteSession(endpoint, Request.Name, None);
        Assert.Null(await livy.FindSession(endpoint, Request.Name, None));
        await livy.DeleteSession(endpoint, Request.Name, None);
    }

    [RequiresFact(Needs.Node)]
    public async Task Statements_are_posted_found_followed_and_cancelled()
    {
        await livy.CreateSession(endpoint, Request, None);
        await Ready();
        var first = await livy.PostStatement(endpoint, Request.Name, "SELECT 1.50E10 -- [r1/airports/1/1]", None);
        var failing = await livy.PostStatement(endpoint, Request.Name, "FAIL [PARSE_SYNTAX_ERROR] Syntax error", None);
        var endless = await livy.PostStatement(endpoint, Request.Name, "BLOCK", None);
        await livy.PostStatement(endpoint, Request.Name, "SELECT 2 -- [r1/airports/1/12]", None);

        Assert.Equal(first.Id, (await livy.FindStatement(endpoint, Request.Name, "[r1/airports/1/1]", None))!.Id);
        Assert.Null(await livy.FindStatement(endpoint, Request.Name, "[r1/airports/1/2]", None));
        Assert.Equal("1.50E10", (await Over(first.Id)).Rows!.Rows[0][0]);
        Assert.Equal(new StatementError("Error", "[PARSE_SYNTAX_ERROR] Syntax error", FailureKind.Permanent), (await Over(failing.Id)).Error);

        await livy.CancelStatement(endpoint, Request.Name, endless.Id, None);
        Assert.Equal(StatementStatus.Cancelled, (await Over(endless.Id)).Status);
    }

    [RequiresFact(Needs.Node)]
    public async Task A_dead_session_s_name_is_free_for_the_next_attempt_to_ask()
    {
        var first = await livy.CreateSession(endpoint, Request, None);
        await Ready();
        await livy.PostStatement(endpoint, Request.Name, "EXIT", None);
        Session? session;
        do
        {
            session = await livy.FindSession(endpoint, Request.Name, None);
        }
        while (session is { Status: SessionStatus.Ready });
        Assert.Equal(SessionStatus.Ended, session!.Status);

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.PostStatement(endpoint, Request.Name, "SELECT 1", None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.NotEqual(first.Id, (await livy.CreateSession(endpoint, Request, None)).Id);
    }

    [RequiresFact(Needs.Node)]
    public async Task A_cluster_without_credentials_is_not_let_in()
    {
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.FindSession(endpoint with { Cluster = "another" }, Request.Name, None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("it does not take the credentials", failure.Message, StringComparison.Ordinal);
    }

    private async Task<Session> Ready()
    {
        Session? session;
        do
        {
            session = await livy.FindSession(endpoint, Request.Name, None);
        }
        while (session is { Status: SessionStatus.Starting });
        Assert.Equal(SessionStatus.Ready, session!.Status);
        return session;
    }

    private async Task<Statement> Over(int id)
    {
        Statement statement;
        do
        {
            statement = await livy.GetStatement(endpoint, Request.Name, id, None);
        }
        while (statement.Status is StatementStatus.Waiting or StatementStatus.Running);
        return statement;
    }
}
