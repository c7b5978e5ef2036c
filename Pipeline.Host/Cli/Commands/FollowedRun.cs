using System.Runtime.InteropServices;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Commands;

/// <param name="After">The number of the event after which it is followed.</param>
/// <param name="Words">For people, without where.</param>
internal sealed record Accepted(string Run, long After, string Words);

/// <summary>Asks the service for a run, starting one where none is up, and shows the run to its end. Ctrl-C detaches.</summary>
internal sealed class FollowedRun(CliContext context)
{
    private readonly ServiceFinder _finder = new(context.Options, context.Time, context.Error.WriteLine);

    /// <param name="ask">Asks for the run; asked again when the service was about to end, so it has to be repeatable.</param>
    public async Task<int> Run(Func<ServiceClient, CancellationToken, Task<Accepted>> ask, bool json, bool detach)
    {
        using var interrupt = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            interrupt.Cancel();
        });
        Accepted? run = null;
        try
        {
            (var service, run) = await Start(ask, interrupt.Token);
            context.Error.WriteLine($"{run.Words} by the service at {service.Url}.");
            return detach ? Detached(run.Run, json) : await Follow(service, run, json, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            context.Error.WriteLine(run is null
                ? "Interrupted before the run was accepted."
                : $"Detached; run {run.Run} goes on. Follow it with ./pipeline events {run.Run} --follow, end it with ./pipeline cancel {run.Run}.");
            return ExitCode.Interrupted;
        }
    }

    private async Task<(RunningService Service, Accepted Run)> Start(Func<ServiceClient, CancellationToken, Task<Accepted>> ask, CancellationToken cancellation)
    {
        while (true)
        {
            var service = await _finder.FindOrStart(cancellation);
            using var client = _finder.Connect(service);
            try
            {
                return (service, await ask(client, cancellation));
            }
            catch (Exception passing) when (passing is HttpRequestException or ProblemException { IsPassing: true } && _finder.Find() != service)
            {
                // It was about to end when it was asked: the next turn finds or starts another.
            }
            catch (ProblemException refused) when (refused.Status is >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError)
            {
                await WaitForEnd(service, cancellation);
                throw CommandException.Usage(refused.Message);
            }
        }
    }

    private int Detached(string run, bool json)
    {
        if (json)
        {
            context.PrintJson(new { RunId = run });
        }
        else
        {
            context.Out.WriteLine(run);
        }

        return ExitCode.Ok;
    }

    private async Task<int> Follow(RunningService first, Accepted accepted, bool json, CancellationToken cancellation)
    {
        var (run, follower) = (accepted.Run, new RunFollower(_finder));
        var last = await RunProgress.Show(context, run, observer => follower.Follow(first, run, observer, cancellation, accepted.After))
            ?? throw CommandException.ServiceDied(
                $"The service died while run {run} was going on; nothing is lost. Start it again with ./pipeline serve (or serve --until-idle): "
                + $"it takes the run up where it stopped. Its last words are in {ServiceLog.PathIn(context.Options)}.");
        var told = await Ask(last, run, cancellation);
        await WaitForEnd(last, cancellation);
        var view = told ?? await Read(run, cancellation);
        Print(view, json);
        return view.State == RunPhase.Succeeded ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>Null when the service has ended since it told the last event, as one does that lives for its runs only.</summary>
    private async Task<RunView?> Ask(RunningService service, string run, CancellationToken cancellation)
    {
        using var client = _finder.Connect(service);
        try
        {
            return await client.Run(run, cancellation);
        }
        catch (Exception ended) when (ended is HttpRequestException or IOException or ProblemException { IsPassing: true })
        {
            return null;
        }
    }

    private async Task<RunView> Read(string run, CancellationToken cancellation)
    {
        await using var journal = new JournalReader(context.Options, context.Time);
        return await journal.Run(run, at: null, cancellation);
    }

    private void Print(RunView view, bool json)
    {
        if (json)
        {
            context.PrintJson(RunResult.Of(view));
        }
        else
        {
            context.Out.Write(RunText.Summary(view));
        }
    }

    /// <summary>A service that lives for its runs only is waited for, so that nothing is left when the command returns.</summary>
    private async Task WaitForEnd(RunningService service, CancellationToken cancellation)
    {
        if (service.UntilIdle && !await new ServiceEnd(_finder, context.Time).Wait(service, cancellation))
        {
            context.Error.WriteLine($"The service (pid {service.Process.Pid}) has not ended yet: other runs are going on, or see {ServiceLog.PathIn(context.Options)}.");
        }
    }
}
