using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Pipeline.Host.Local.Gateway.Engine;

/// <summary>A running engine: its protocol streams, its words for people, its end.</summary>
public sealed class EngineProcess : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    private EngineProcess(Process process, Action<EngineMessage> onMessage, Action<string> onLog)
    {
        _process = process;
        _ = WriteRequests();
        var messages = ReadLines(process.StandardOutput, line => onMessage(EngineProtocol.Read(line)));
        var log = ReadLines(process.StandardError, onLog);
        Exited = WaitForEnd(messages, log);
    }

    public int Id => _process.Id;

    /// <summary>Ends with the process, once all it wrote has been read; the exit code.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="EngineStartException">The program cannot be started.</exception>
    public static EngineProcess Start(EngineSettings settings, Action<EngineMessage> onMessage, Action<string> onLog)
    {
        var start = new ProcessStartInfo(settings.Command[0], settings.Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            UseShellExecute = false,
        };
        start.Environment["PIPELINE_ENGINE_THREADS"] = settings.Threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["PIPELINE_ENGINE_MEMORY"] = settings.Memory;
        start.Environment["PIPELINE_ENGINE_TEMP"] = settings.TempFolder;
        start.Environment["PIPELINE_ENGINE_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        try
        {
            Directory.CreateDirectory(settings.TempFolder);
            return new EngineProcess(Process.Start(start)!, onMessage, onLog);
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(
                $"The engine cannot be started as '{string.Join(' ', settings.Command)}': {fault.Message}", fault);
        }
    }

    /// <summary>Hands a line to the engine without waiting; to an engine that has ended it says nothing.</summary>
    public void Send(string line) => _requests.Writer.TryWrite(line);

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }

    /// <summary>Lets the engine end by closing its input, and ends it if it does not within the grace.</summary>
    public async Task Stop(TimeSpan grace, TimeProvider time)
    {
        _requests.Writer.TryComplete();
        try
        {
            await Exited.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task WriteRequests()
    {
        try
        {
            await foreach (var line in _requests.Reader.ReadAllAsync())
            {
                await _process.StandardInput.WriteAsync(line + '\n');
                await _process.StandardInput.FlushAsync();
            }

            _process.StandardInput.Close();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The engine is gone; that is told by its exit.
        }
    }

    private static async Task ReadLines(StreamReader stream, Action<string> onLine)
    {
        try
        {
            while (await stream.ReadLineAsync() is { } line)
            {
                onLine(line);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // As at the end of the stream.
        }
    }

    private async Task<int> WaitForEnd(Task messages, Task log)
    {
        await _process.WaitForExitAsync();
        await Task.WhenAll(messages, log);
        _requests.Writer.TryComplete();
        return _process.ExitCode;
    }
}

/// <summary>An engine that cannot be started.</summary>
public sealed class EngineStartException(string message, Exception cause) : Exception(message, cause);
