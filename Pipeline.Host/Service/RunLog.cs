using Akka.Actor;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Service;

/// <summary>Writes one line for every settled event of every run, and for what the ledger removes.</summary>
internal sealed class RunLog : ReceiveActor
{
    public RunLog(ILogger<RunLog> log)
    {
        Receive<RecordedEvent>(recorded => log.Log(Level(recorded.Event), "{Run} #{Sequence} {Event}", recorded.Run, recorded.Sequence, EventText.Say(recorded.Event)));
        Receive<ILedgerEvent>(happened =>
        {
            if (LedgerText.Say(happened) is { } line)
            {
                log.Log(happened is RemovalRequested ? LogLevel.Warning : LogLevel.Information, "{Line}", line);
            }
        });
    }

    public static Props Props(ILogger<RunLog> log) => Akka.Actor.Props.Create(() => new RunLog(log));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(RecordedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ILedgerEvent));
    }

    private static LogLevel Level(IRunEvent happened) => happened switch
    {
        ResourceLeft or RunFinished { State: RunPhase.Failed } => LogLevel.Error,
        AttemptFailed => LogLevel.Warning,
        _ => LogLevel.Information,
    };
}
