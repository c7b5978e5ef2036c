using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>run NAME</c>: sends the run message to the service, starting one where none is up, and shows the run to its end.</summary>
internal sealed class RunCommand(CliContext context)
{
    private readonly ServiceFinder _finder = new(context.Options, context.Time, context.Error.WriteLine);

    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "The pipeline, as ./pipeline pipelines lists them." };
        var parameters = CommonOptions.Parameters();
        var json = CommonOptions.Json();
        var detach = new Option<bool>("--detach") { Description = "Return as soon as the run is accepted; it goes on by itself." };
        var command = new Command("run", "Runs a pipeline and shows it to its end. Ctrl-C detaches; the run goes on.") { name, parameters, json, detach };
        command.SetAction(parsed =>
        {
            var given = ParameterArguments.Read(parsed.GetValue(parameters) ?? [], context.Folder);
            return new RunCommand(context).Run(parsed.GetRequiredValue(name), given, parsed.GetValue(json), parsed.GetValue(detach));
        });
        return command;
    }

    private async Task<int> Run(string pipeline, ImmutableSortedDictionary<string, string> parameters, bool json, bool detach)
    {
        using var interrupt = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            interrupt.Cancel();
        });
        string? run = null;
        try
        {
            var (service, accepted) = await Start(pipeline, parameters, interrupt.Token);
            run = accepted;
            context.Error.WriteLine($"Run {run} of {pipeline} is accepted by the service at {service.Url}.");
            return detach ? Detached(run, json) : await Follow(service, run, json, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            context.Error.WriteLine(run is null
                ? "Interrupted before the run was accepted."
                : $"Detached; run {run} goes on. Follow it with ./pipeline events {run} --follow, end it with ./pipeline cancel {run}.");
            return ExitCode.Interrupted;
        }
    }

    private async Task<(RunningService Service, string Run)> Start(
        string pipeline, ImmutableSortedDictionary<string, string> parameters, CancellationToken cancellation)
    {
        // One key for every try: a service that took the run but could not say so must not take a second.
        var key = Guid.NewGuid().ToString("N");
        while (true)
        {
            var service = await _finder.FindOrStart(cancellation);
            using var client = _finder.Connect(service);
            try
            {
                return (service, (await client.Start(pipeline, parameters, key, cancellation)).RunId);
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

    private async Task<int> Follow(RunningService first, string run, bool json, CancellationToken cancellation)
    {
        var follower = new RunFollower(_finder);
        var last = await RunProgress.Show(context, run, observer => follower.Follow(first, run, observer, cancellation))
            ?? throw CommandException.ServiceDied(
                $"The service died while run {run} was going on; nothing is lost. Start it again with ./pipeline serve (or serve --until-idle): "
                + $"it takes the run up where it stopped. Its last words are in {ServiceLog.PathIn(context.Options)}.");
        RunView view;
        using (var client = _finder.Connect(last))
        {
            view = await client.Run(run, cancellation);
        }

        await WaitForEnd(last, cancellation);
        Print(view, json);
        return view.State == RunPhase.Succeeded ? ExitCode.Ok : ExitCode.Failed;
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
