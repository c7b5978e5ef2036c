using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Host.Local;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.EndToEnd;

/// <summary>How a command ended.</summary>
internal sealed record Ended(int Exit, string Out, string Error)
{
    public JsonNode Json => Out.Length > 0 && JsonNode.Parse(Out) is { } json
        ? json
        : throw new InvalidOperationException($"Ended with {Exit} and no JSON on stdout. stderr: {Error}");
}

/// <summary>The program as a user starts it: processes of its own, a home of its own, any free port.</summary>
/// <param name="environment">Further variables of its environment.</param>
internal sealed class PipelineProgram(params (string Name, string Value)[] environment) : IDisposable
{
    /// <summary>A home that takes longer is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Pipeline.Host.dll");

    private readonly TempFolder _home = Passable(new TempFolder());
    private readonly CancellationTokenSource _limit = new(Patience);

    public string Home => _home.Path;

    /// <summary>Starts a command; the task is its end.</summary>
    public Task<Ended> Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Home };
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["PIPELINE__HOME"] = Home;
        start.Environment["PIPELINE__LISTEN__PORT"] = "0";

        // A machine that is busy with other tests is no finding of these.
        start.Environment["PIPELINE__SERVICE__ANSWER_TIMEOUT"] = "120s";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return End(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<Ended> Run(params string[] arguments) => Start(arguments);

    /// <summary>Follows the newest run's events until there are so many, then kills the service as kill -9 does.</summary>
    public async Task<string> KillServiceAt(int events)
    {
        var run = await Follow(line => line == $"id: {events}");
        Process.GetProcessById((await Service()).Pid).Kill();
        return run;
    }

    /// <summary>Waits until the newest run's journal has so many events of a kind.</summary>
    public Task<string> Until(string manifest, int times) => Follow(line => line.Contains($"\"{manifest}\"", StringComparison.Ordinal) && --times == 0);

    /// <summary>Kills the processes of this home that are asked for, or one of them; true if there was any.</summary>
    public bool Kill(Func<string, bool> commandLine, bool one = false)
    {
        var found = Process.GetProcesses().Where(process => Mine(process) && commandLine(CommandLine(process))).Take(one ? 1 : int.MaxValue).ToArray();
        Array.ForEach(found, process => process.Kill());
        return found.Length > 0;
    }

    /// <summary>Kills the server itself; its keeper stays.</summary>
    public bool KillPostgres()
    {
        if (ProcessIdentity.Read(new LocalFiles(Home).PostgresProcess) is not { Lives: true } server)
        {
            return false;
        }

        Process.GetProcessById(server.Pid).Kill();
        return true;
    }

    /// <summary>What each cluster's gateway printed.</summary>
    public IEnumerable<string> GatewayLogs() => Directory.EnumerateFiles(Path.GetDirectoryName(new LocalFiles(Home).ClusterLog("x"))!, "*.log").Select(File.ReadAllText);

    /// <summary>What the service that is up answers, whatever its status.</summary>
    public async Task<string> Answer(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri((await Service()).Url) };
        using var response = await client.GetAsync(path, _limit.Token);
        return $"{response}\n{await response.Content.ReadAsStringAsync(_limit.Token)}";
    }

    /// <summary>Kills the service as kill -9 does.</summary>
    public async Task KillService()
    {
        using var service = Process.GetProcessById((await Service()).Pid);
        service.Kill();
        await service.WaitForExitAsync(_limit.Token);
    }

    public void Dispose()
    {
        // Whatever a failed test left running ends with its home; graceful ends leave nothing.
        foreach (var process in Process.GetProcesses().Where(Mine))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        _limit.Dispose();
        _home.Dispose();
    }

    /// <summary>The processes of this home that still run.</summary>
    public IReadOnlyList<string> LeftRunning() => [.. Process.GetProcesses().Where(Mine).Select(process => $"{CommandLine(process)} {Read(process, "stat")}")];

    /// <summary>Reads the newest run's live events up to a line.</summary>
    private async Task<string> Follow(Func<string, bool> reached)
    {
        using var client = new HttpClient { BaseAddress = new Uri((await Service()).Url) };
        var run = await NewestRun(client);
        using var response = await Events(client, run);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_limit.Token));
        while (await reader.ReadLineAsync(_limit.Token) is { } line)
        {
            if (reached(line))
            {
                return run;
            }
        }

        throw new InvalidOperationException("The run ended before it came to that.");
    }

    private async Task<Ended> End(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(_limit.Token), process.StandardError.ReadToEndAsync(_limit.Token));
            try
            {
                await process.WaitForExitAsync(_limit.Token);
                return new Ended(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw new TimeoutException($"The command did not end within {Patience}.");
            }
        }
    }

    private async Task<(int Pid, string Url)> Service()
    {
        var file = Path.Combine(Home, "service.json");
        while (true)
        {
            // One that was killed leaves its file behind.
            if (File.Exists(file) && JsonNode.Parse(await File.ReadAllTextAsync(file, _limit.Token)) is { } service && ProcessIdentity.Of(service["pid"]!.GetValue<int>()) is { Lives: true })
            {
                return (service["pid"]!.GetValue<int>(), service["url"]!.GetValue<string>());
            }

            await Task.Delay(20, _limit.Token);
        }
    }

    private async Task<string> NewestRun(HttpClient client)
    {
        while (true)
        {
            var runs = JsonNode.Parse(await client.GetStringAsync("/runs", _limit.Token))!;
            if ((runs as JsonArray ?? runs["runs"] as JsonArray) is [{ } newest, ..])
            {
                return newest["runId"]!.GetValue<string>();
            }

            await Task.Delay(20, _limit.Token);
        }
    }

    /// <summary>The live events; a run that was just accepted has none for a moment.</summary>
    private async Task<HttpResponseMessage> Events(HttpClient client, string run)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/runs/{run}/events");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _limit.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(20, _limit.Token);
        }
    }

    private bool Mine(Process process) => CommandLine(process).Contains(Home, StringComparison.Ordinal) || Environment(process).Contains($"={Home}", StringComparison.Ordinal);

    /// <summary>As a checkout is: the user whom PostgreSQL runs as may pass.</summary>
    private static TempFolder Passable(TempFolder folder)
    {
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    private static string CommandLine(Process process) => Read(process, "cmdline").Replace('\0', ' ');

    private static string Environment(Process process) => Read(process, "environ") + "\0";

    private static string Read(Process process, string what)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/{what}", Encoding.UTF8);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
