using Pipeline.Host.Local.Gateway.Engine;
using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Requests;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway;

/// <summary>One session at work: hands its state machine what happens, and does what that asks for.</summary>
public sealed class SessionHost
{
    /// <summary>How often a cancel is repeated; Livy's own figure.</summary>
    private static readonly TimeSpan CancelInterval = TimeSpan.FromMilliseconds(100);

    private readonly GatewayOptions _options;
    private readonly SemaphoreSlim _engineSlots;
    private readonly SessionLog _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private LivySession _session;
    private EngineProcess? _engine;
    private Task _run = Task.CompletedTask;

    public SessionHost(int id, SessionRequest request, GatewayOptions options, SemaphoreSlim engineSlots)
    {
        _options = options;
        _engineSlots = engineSlots;
        _session = new LivySession(id, request) { CancelGrace = options.CancelGrace };
    }

    public int Id => _session.Id;

    public string? Name => _session.Request.Name;

    public LivySession Session
    {
        get
        {
            lock (_gate)
            {
                return _session;
            }
        }
    }

    public IReadOnlyList<string> LogLines => _log.Lines();

    public void Start() => Apply(new SessionCommand.Start());

    /// <summary>The statements for reading.</summary>
    /// <exception cref="LivyException">The session is not alive.</exception>
    public StatementQueue Statements()
    {
        lock (_gate)
        {
            Demand(_session.ReadRefusal);
            return _session.Statements;
        }
    }

    /// <exception cref="LivyException">The session takes no code now.</exception>
    public void EnsureRunning()
    {
        lock (_gate)
        {
            Demand(_session.WriteRefusal);
        }
    }

    /// <exception cref="LivyException">The session takes no code now, or not this code.</exception>
    public Statement Submit(ExecuteRequest request) => Apply(new SessionCommand.Submit(request.Code, request.Kind)).Submitted!;

    /// <exception cref="LivyException">The session is not running.</exception>
    public void Cancel(int statement) => Apply(new SessionCommand.Cancel(statement));

    /// <summary>Ends the session and waits until its engine is gone.</summary>
    public async Task Stop()
    {
        Apply(new SessionCommand.Stop());
        await _run;
    }

    private void Demand(LivyError? refusal)
    {
        if (refusal is not null)
        {
            Apply(new SessionCommand.NoticeLoss());
            throw new LivyException(refusal);
        }
    }

    private SessionStep Apply(SessionCommand command)
    {
        lock (_gate)
        {
            var step = _session.Handle(command, _options.Time.GetUtcNow());
            _session = step.Session;
            foreach (var effect in step.Effects)
            {
                Do(effect);
            }

            return step.Refusal is null ? step : throw new LivyException(step.Refusal);
        }
    }

    private void Do(SessionEffect effect)
    {
        switch (effect)
        {
            case SessionEffect.StartEngine:
                _run = Task.Run(RunEngine);
                break;
            case SessionEffect.Execute execute:
                _engine?.Send(EngineProtocol.Execute(execute.Id, execute.Code, execute.Rows));
                break;
            case SessionEffect.CancelExecution cancel:
                _engine?.Send(EngineProtocol.Cancel(cancel.Id));
                break;
            case SessionEffect.WatchCancel watch:
                _ = Later(CancelInterval, new SessionCommand.CancelTick(watch.Id, watch.Since));
                break;
            case SessionEffect.WatchLoss:
                _ = Later(_options.LossNotice, new SessionCommand.NoticeLoss());
                break;
            case SessionEffect.KillEngine kill:
                Tell($"The engine is ended: {kill.Reason}");
                _engine?.Kill();
                break;
            case SessionEffect.StopEngine:
                _stopping.Cancel();
                break;
        }
    }

    private async Task Later(TimeSpan delay, SessionCommand command)
    {
        await Task.Delay(delay, _options.Time, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        Apply(command);
    }

    private async Task RunEngine()
    {
        try
        {
            await _engineSlots.WaitAsync(_stopping.Token);
            try
            {
                await RunEngineInSlot();
            }
            finally
            {
                _engineSlots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped before there was room for its engine.
        }
        catch (Exception fault)
        {
            // Whatever it was: a session without an engine has to end, and its log has to say why.
            Tell(fault.Message);
        }

        Apply(new SessionCommand.EngineExited());
    }

    private async Task RunEngineInSlot()
    {
        var folder = _options.TempFolder(Id);
        var settings = new EngineSettings(
            _options.EngineCommand ?? EngineLocation.Command(), _options.EngineThreads, _options.EngineMemoryLimit, folder);
        try
        {
            using var engine = StartEngine(settings);
            _log.Add($"The engine runs as process {engine.Id}.");
            using var stop = _stopping.Token.Register(() => _ = engine.Stop(_options.StopGrace, _options.Time));
            var code = await engine.Exited;
            if (!_stopping.IsCancellationRequested)
            {
                Tell($"The engine (process {engine.Id}) ended by itself, with exit code {code}.");
            }
        }
        finally
        {
            DeleteFolder(folder);
        }
    }

    private EngineProcess StartEngine(EngineSettings settings)
    {
        // Its first word may come before this returns; the gate makes that word wait until the engine is known.
        lock (_gate)
        {
            return _engine = EngineProcess.Start(settings, OnMessage, _log.Add);
        }
    }

    private void OnMessage(EngineMessage message)
    {
        switch (message)
        {
            case EngineMessage.Ready:
                Apply(new SessionCommand.EngineReady());
                break;
            case EngineMessage.Answer answer:
                Apply(new SessionCommand.Finish(answer.Id, answer.Output));
                break;
            case EngineMessage.Progress progress:
                Apply(new SessionCommand.Progress(progress.Id, progress.Value));
                break;
            case EngineMessage.Garbage garbage:
                Tell($"The engine is ended: it wrote what is no line of its protocol: {garbage.Line}");
                _engine?.Kill();
                break;
        }
    }

    private void Tell(string line)
    {
        _log.Add(line);
        _options.Log($"Session {Id}: {line}");
    }

    private void DeleteFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _options.Log($"The folder {folder} of session {Id} cannot be deleted: {fault.Message}");
        }
    }
}
