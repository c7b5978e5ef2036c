using System.Text.Json;
using System.Threading.Channels;
using Pipeline.Host.Local.Gateway.Engine;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Cli.Spark;

/// <summary>
/// An engine without a gateway before it, whose answers say what each statement became for DuckDB. Livy has no word for that, so the
/// gateway has none either.
/// </summary>
internal sealed class ExplainingSession : IScriptSession
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Channel<EngineMessage> _messages = Channel.CreateUnbounded<EngineMessage>();
    private readonly List<string> _log = [];
    private readonly EngineProcess _engine;
    private readonly TimeProvider _time;
    private int _statements;

    private ExplainingSession(EngineSettings settings, TimeProvider time)
    {
        _time = time;
        _engine = EngineProcess.Start(settings, message => _messages.Writer.TryWrite(message), Log);
        _ = _engine.Exited.ContinueWith(_ => _messages.Writer.TryComplete(), TaskScheduler.Default);
    }

    /// <exception cref="CommandException">The engine cannot be started.</exception>
    public static async Task<ExplainingSession> Open(EngineSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var session = Start(settings, time);
        try
        {
            await session.Next<EngineMessage.Ready>(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<SparkAnswer> Execute(string sql, CancellationToken cancellation)
    {
        _engine.Send(EngineProtocol.Explain(++_statements, sql, SparkAnswer.MostRows));
        var answer = await Next<EngineMessage.Answer>(cancellation);
        return Of(sql, answer.Output) with { DuckDb = answer.DuckDb };
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.Stop(Grace, _time);
        _engine.Dispose();
    }

    private static ExplainingSession Start(EngineSettings settings, TimeProvider time)
    {
        try
        {
            return new ExplainingSession(settings, time);
        }
        catch (EngineStartException error)
        {
            throw CommandException.Failed(error.Message);
        }
    }

    private static SparkAnswer Of(string sql, StatementOutput output)
    {
        if (output is StatementOutput.Error error)
        {
            return new SparkError(sql, error.Name, error.Value);
        }

        using var table = JsonDocument.Parse(((StatementOutput.Ok)output).RawJson);
        return new SparkRows(sql, table.RootElement.GetProperty("schema").Clone(), table.RootElement.GetProperty("data").Clone());
    }

    private async Task<T> Next<T>(CancellationToken cancellation)
        where T : EngineMessage
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(cancellation))
        {
            switch (message)
            {
                case T wanted:
                    return wanted;
                case EngineMessage.Garbage garbage:
                    throw CommandException.Failed($"The engine wrote what is no line of its protocol: {garbage.Line}");
            }
        }

        throw CommandException.Failed($"The engine ended by itself:\n{Said()}");
    }

    private void Log(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }

    private string Said()
    {
        lock (_log)
        {
            return string.Join('\n', _log);
        }
    }
}
