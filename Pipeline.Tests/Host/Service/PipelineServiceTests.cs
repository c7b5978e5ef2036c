using System.Net;
using System.Net.Sockets;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;
using Pipeline.Host.Service;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Service;

/// <summary>The service as it is composed: the shipped hocon.conf, the real actors, journal and API.</summary>
public sealed class PipelineServiceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _home = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task It_starts_with_the_shipped_configuration_takes_requests_and_leaves_when_it_is_stopped()
    {
        var options = Options();
        var serving = PipelineService.Run(options, untilIdle: false, _stop.Token);
        var service = await Up(serving);
        using var client = new HttpClient { BaseAddress = new Uri(service.Url) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal("[]", await client.GetStringAsync("/runs"));

        var second = await Assert.ThrowsAsync<JournalHeldException>(() => PipelineService.Run(options, untilIdle: false, CancellationToken.None));
        Assert.Contains($"pid {Environment.ProcessId}", second.Message);

        await _stop.CancelAsync();
        await serving.WaitAsync(Patience);
        Assert.Null(new ServiceFile(_home.Path).Find());
        Assert.Null(await JournalKinds.Of(options.Journal).Holder(CancellationToken.None));

        await using var reader = new JournalReader(options, TimeProvider.System);
        Assert.Empty(await reader.Runs(null, null, CancellationToken.None));
    }

    [Fact]
    public async Task Until_idle_it_ends_by_itself()
    {
        var serving = PipelineService.Run(Options(("service.first-run-grace", "1ms")), untilIdle: true, _stop.Token);
        await serving.WaitAsync(Patience);
    }

    [Fact]
    public async Task In_the_simulated_environment_a_run_of_an_hour_takes_seconds_and_says_that_it_was_simulated()
    {
        var options = Options(("environment", "simulated"), ("simulated.speed", "20000"));
        var serving = PipelineService.Run(options, untilIdle: true, _stop.Token);
        var service = await Up(serving);
        using var client = new HttpClient { BaseAddress = new Uri(service.Url) };
        var accepted = await client.PostAsync("/runs", new StringContent("""{"pipeline": "arrivals"}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await serving.WaitAsync(TimeSpan.FromMinutes(3));

        await using var reader = new JournalReader(options, TimeProvider.System);
        var listed = Assert.Single(await reader.Runs(null, null, CancellationToken.None));
        var run = await reader.Run(listed.RunId, null, CancellationToken.None);
        Assert.Equal(Pipeline.Actors.Runs.RunPhase.Succeeded, run.State);
        Assert.Equal("simulated", run.Environment);
        Assert.InRange(run.EndedAt!.Value - run.RequestedAt, TimeSpan.FromMinutes(30), TimeSpan.FromHours(6));
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var refusal = await Assert.ThrowsAsync<AddressTakenException>(
            () => PipelineService.Run(Options(("listen.port", port.ToString())), untilIdle: false, _stop.Token));
        Assert.Contains($"port {port} ", refusal.Message);
        Assert.Contains("PIPELINE__LISTEN__PORT", refusal.Message);
    }

    private PipelineOptions Options(params (string Key, string Value)[] settings) => OptionsReader.Read(
        new[] { ("home", _home.Path), ("listen.port", "0") }.Concat(settings).GroupBy(setting => setting.Item1).ToDictionary(s => s.Key, s => s.Last().Item2),
        Support.Checkout.Root);

    /// <summary>The service, once its file says that it listens; fails as the service does.</summary>
    private async Task<RunningService> Up(Task serving)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var folder = new FileSystemWatcher(_home.Path) { EnableRaisingEvents = true };
        while (new ServiceFile(_home.Path).Find() is null)
        {
            var changed = Task.Run(() => folder.WaitForChanged(WatcherChangeTypes.All, 1000), patience.Token);
            if (await Task.WhenAny(serving, changed) == serving)
            {
                await serving;
            }
        }

        return new ServiceFile(_home.Path).Find()!;
    }
}
