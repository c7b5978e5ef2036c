using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Host.Local;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>The gateway as a process of its own.</summary>
public sealed partial class GatewayProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _home = new();
    private readonly List<Process> _started = [];

    private string RuntimePath => new LocalFiles(_home.Path).Cluster("one");

    [Fact]
    public async Task It_tells_its_owner_where_it_is_and_ends_gracefully_when_told_to()
    {
        var process = Run();
        var runtime = await Found(process);

        Assert.Equal(process.Id, runtime.Process.Pid);
        Assert.Equal(AtomicFile.Private, File.GetUnixFileMode(RuntimePath));
        Assert.Equal(HttpStatusCode.OK, (await Client(runtime).GetAsync("/version")).StatusCode);

        Signals.Send(runtime.Process, Signals.Terminate);
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(0, process.ExitCode);
        Assert.False(File.Exists(RuntimePath));
    }

    [Fact]
    public async Task A_second_one_of_its_name_does_not_start()
    {
        var runtime = await Found(Run());

        var second = Run();
        await second.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(3, second.ExitCode);
        Assert.Contains("A gateway named 'one' runs already", await second.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(runtime, RuntimeFile.ReadAlive(RuntimePath));
    }

    [RequiresFact(Needs.Engine)]
    public async Task Killed_it_takes_its_engines_with_it_and_its_name_is_free()
    {
        var runtime = await Found(Run());
        using var client = Client(runtime);
        await client.PostAsync("/sessions", new StringContent("""{"kind":"sql"}"""));
        var engine = await EngineOf(client);

        Signals.Send(runtime.Process, Signals.Kill);

        Assert.True(await Signals.IsGone(engine, Patience, TimeProvider.System, CancellationToken.None));
        Assert.NotEqual(runtime.Secret, (await Found(Run(), runtime)).Secret);
    }

    [Theory]
    [InlineData("--home is missing.", "--name", "one")]
    [InlineData("--name must be of letters", "--home", "x", "--name", "../one")]
    [InlineData("--sessions must be a number", "--home", "x", "--name", "one", "--sessions", "0")]
    [InlineData("Unknown option '--port'.", "--port", "1")]
    public async Task A_wrong_command_line_is_told_and_nothing_starts(string problem, params string[] arguments)
    {
        var process = Start(arguments);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith(problem, await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _home.Dispose();
    }

    private Process Run() => Start("--name", "one", "--home", _home.Path, "--sessions", "2");

    private Process Start(params string[] arguments)
    {
        var command = SelfCommand.For(["gateway", .. arguments]);
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, WorkingDirectory = _home.Path })!;
        _started.Add(process);
        return process;
    }

    private async Task<RuntimeFile> Found(Process process, RuntimeFile? before = null)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            if (RuntimeFile.ReadAlive(RuntimePath) is { } found && found != before)
            {
                return found;
            }

            Assert.False(process.HasExited, "The gateway ended instead of starting.");
            await Task.Delay(20, deadline.Token);
        }
    }

    private static HttpClient Client(RuntimeFile runtime)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{runtime.User}:{runtime.Secret}"));
        var client = new HttpClient { BaseAddress = new Uri(runtime.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return client;
    }

    private static async Task<ProcessIdentity> EngineOf(HttpClient client)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var session = await client.GetStringAsync("/sessions/0", deadline.Token);
            if (JsonDocument.Parse(session).RootElement.GetProperty("state").GetString() == "idle")
            {
                var pid = int.Parse(EngineProcess().Match(session).Groups["id"].Value, CultureInfo.InvariantCulture);
                return ProcessIdentity.Of(pid)!.Value;
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    [GeneratedRegex(@"The engine runs as process (?<id>\d+)")]
    private static partial Regex EngineProcess();
}
