using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.EndToEnd;

/// <summary>How a command ended.</summary>
internal sealed record Ended(int Exit, string Out, string Error)
{
    public JsonNode Json => JsonNode.Parse(Out) ?? throw new InvalidOperationException($"No JSON on stdout. stderr: {Error}");
}

/// <summary>The program as a user starts it: processes of its own, a home of its own, any free port.</summary>
internal sealed class PipelineProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
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
        return End(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<Ended> Run(params string[] arguments) => Start(arguments);

    /// <summary>Follows the newest run's events until one that is asked for, then kills the service as kill -9 does.</summary>
    public async Task<string> KillServiceAfter(string manifest, int times)
    {
        var (pid, url) = await Service();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var run = await NewestRun(client);
        using var response = await Events(client, run);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_limit.Token));
        while (await reader.ReadLineAsync(_limit.Token) is { } line)
        {
            if (line.Contains($"\"{manifest}\"", StringComparison.Ordinal) && --times == 0)
            {
                Process.GetProcessById(pid).Kill();
                return run;
            }
        }

        throw new InvalidOperationException($"The run ended before {manifest} came often enough.");
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
    public IReadOnlyList<string> LeftRunning() => [.. Process.GetProcesses().Where(Mine).Select(CommandLine)];

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
            if (File.Exists(file) && JsonNode.Parse(await File.ReadAllTextAsync(file, _limit.Token)) is { } service)
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

    private bool Mine(Process process) => CommandLine(process).Contains(Home, StringComparison.Ordinal) || Environment(process).Contains($"PIPELINE__HOME={Home}\0", StringComparison.Ordinal);

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
