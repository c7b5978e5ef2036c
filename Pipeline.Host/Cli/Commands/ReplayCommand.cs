using System.CommandLine;
using System.Text.Json;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Cli.Replay;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>replay ID</c>: folds a run's events again and shows what the run was after any of them, and what was outstanding then.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliContext context)
    {
        var run = CommonOptions.Run();
        var at = CommonOptions.At("The event to stop at; with --follow the one to begin with.");
        var follow = new Option<bool>("--follow") { Description = "Step through the events and show what each changes, also those that still come." };
        var json = CommonOptions.Json();
        json.Description = "Print JSON; with --follow one object a line.";
        var command = new Command("replay", "Shows what a run was after any of its events, and what was outstanding then.") { run, at, follow, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (id, from) = (parsed.GetRequiredValue(run), parsed.GetValue(at));
            return parsed.GetValue(follow)
                ? await Follow(context, id, from ?? 1, parsed.GetValue(json), cancellation)
                : await Show(context, id, from, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<int> Show(CliContext context, string run, long? at, bool json, CancellationToken cancellation)
    {
        await using var reader = RunReaders.Open(context);

        // Only as far as is asked for: what is damaged later does not matter.
        var events = await reader.Events(run, cancellation, at);
        if (at > events.Length)
        {
            // Told with how many there are.
            await reader.Run(run, at, cancellation);
        }

        var (replay, last) = (new RunReplay(), (ReplayStep?)null);
        foreach (var happened in events)
        {
            last = replay.Next(happened);
        }

        if (last is null)
        {
            throw CommandException.Failed($"Run {run} has no event yet.");
        }

        if (json)
        {
            context.PrintJson(new { last.Event, last.Run });
        }
        else
        {
            context.Out.Write($"{EventText.Line(last.Event)}\n\n{RunText.Whole(last.Run)}");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> Follow(CliContext context, string run, long from, bool json, CancellationToken cancellation)
    {
        var replay = new RunReplay();
        Task Step(EventBody happened)
        {
            var step = replay.Next(happened);
            return happened.Sequence < from ? Task.CompletedTask
                : context.Out.WriteAsync(json ? $"{JsonSerializer.Serialize(step.ForPrograms, ApiJson.Options)}\n" : Text(step));
        }

        var finder = new ServiceFinder(context.Options, context.Time, context.Error.WriteLine);
        if (finder.Find() is not { } service)
        {
            // Nothing happens without a service: what the journal holds is all there is.
            await using var reader = RunReaders.Open(context);
            foreach (var happened in await reader.Events(run, cancellation))
            {
                await Step(happened);
            }

            return ExitCode.Ok;
        }

        try
        {
            var last = await new RunFollower(finder).Follow(service, run, (happened, _) => Step(happened), cancellation);
            return last is null ? throw CommandException.ServiceDied("The service died; start it again with ./pipeline serve.") : ExitCode.Ok;
        }
        catch (ProblemException refused)
        {
            throw CommandException.Usage(refused.Message);
        }
    }

    private static string Text(ReplayStep step) => $"{EventText.Line(step.Event)}\n{string.Concat(step.Changes.Select(change => $"    {change.ReplaceLineEndings(" ")}\n"))}";
}
