using System.Globalization;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Postgres;
using Pipeline.Tests.Support;
using Xunit;
using PostgresBinaries = Pipeline.Host.Local.Postgres.PostgresBinaries;

namespace Pipeline.Tests.Local.Postgres;

/// <summary>The keeper inside of the test, with its real server and a clock on which its minute is short.</summary>
public sealed class PostgresKeeperTests : IAsyncLifetime
{
    private readonly LocalHome home = new(withLease: false);
    private readonly HurriedTime time = new(factor: 60);
    private readonly CancellationTokenSource end = new();
    private readonly List<string> said = [];
    private Task<bool> keeper = Task.FromResult(true);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // Before the home goes: its end would end the process that the runtime file names, which is the test's own.
        await end.CancelAsync();
        await keeper.WaitAsync(TimeSpan.FromMinutes(1));
        await home.DisposeAsync();
    }

    [RequiresFact(Needs.Postgres)]
    public async Task It_stays_while_somebody_uses_it_and_ends_a_minute_after_the_last()
    {
        var lease = new Leases(home.Path, time).Take();
        await Begin();

        // More beats than the keeper has patience.
        while (Beats(lease) < Leases.Patience * 2)
        {
            Assert.False(keeper.IsCompleted);
            await Task.Yield();
        }

        lease.Dispose();
        Assert.True(await keeper.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("PostgreSQL ends: for a minute no user of the local environment gave a sign of life.", said);
        Assert.False(File.Exists(home.Files.Postgres));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task It_ends_its_server_when_it_is_told_to()
    {
        await Begin();
        var server = ProcessIdentity.Read(home.Files.PostgresProcess)!.Value;
        await end.CancelAsync();
        Assert.True(await keeper.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(server.Lives);
        Assert.False(File.Exists(home.Files.Postgres));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_server_that_dies_ends_it_at_once()
    {
        using var lease = new Leases(home.Path, time).Take();
        await Begin();
        Signals.Send(ProcessIdentity.Read(home.Files.PostgresProcess)!.Value, Signals.Kill);
        Assert.False(await keeper.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(File.Exists(home.Files.Postgres));
    }

    private async Task Begin()
    {
        keeper = Task.Run(() => new PostgresKeeper(home.Files, PostgresBinaries.FindInstalled()!, PostgresAccount.Find()!, time, said.Add).Run(end.Token));
        while (!File.Exists(home.Files.Postgres))
        {
            Assert.False(keeper.IsCompleted, string.Join('\n', said));
            await Task.Yield();
        }
    }

    private static int Beats(Lease lease) => int.TryParse(File.ReadAllText(lease.Path), CultureInfo.InvariantCulture, out var beats) ? beats : 0;
}
