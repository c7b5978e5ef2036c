using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Local.Gateway;
using Pipeline.Host.Simulated.World.Faults;
using Pipeline.Tests.Local.Gateway;
using Pipeline.Tests.Simulated.World;
using Xunit;

namespace Pipeline.Tests.Contracts;

/// <summary>The adapter against the gateway, over HTTP.</summary>
public sealed class LivyOnGatewayContract : LivyContract, IAsyncLifetime
{
    private TestGateway? gateway;
    private LivyTransport? transport;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        transport?.Dispose();
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected override async Task<(ILivy Livy, LivyEndpoint Endpoint)> Begin(params Fate[] fates)
    {
        gateway = await TestGateway.Scripted();
        transport = new LivyTransport(_ => new LivyCredentials(GatewayServer.User, gateway.Server.Secret), TimeProvider.System);
        return (new LivyHttp(transport), new LivyEndpoint("arrivals-r1", gateway.Server.Url));
    }

    protected override Task<T> Do<T>(Func<Task<T>> call) => call();

    protected override Task Pause() => Task.Delay(10);
}

/// <summary>The simulated one.</summary>
public sealed class SimulatedLivyContract : LivyContract
{
    private TestWorld world = TestWorld.With();

    protected override Task<(ILivy Livy, LivyEndpoint Endpoint)> Begin(params Fate[] fates)
    {
        world = TestWorld.With([.. fates.Select(fate => TestWorld.On<ILivy>(
            nameof(ILivy.PostStatement), fate.Kills ? Fault.SessionDiesBusy : Fault.StatementErrorPermanent, fate.Statement))]);
        return Task.FromResult((world.Ports.Livy, world.ReadyLivy()));
    }

    protected override Task<T> Do<T>(Func<Task<T>> call) => world.Timed(call);

    protected override Task Pause()
    {
        world.Pass(TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }
}
