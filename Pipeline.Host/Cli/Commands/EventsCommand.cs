using System.CommandLine;
using System.Text.Json;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>events ID</c>: everything that the journal says of a run.</summary>
internal static class EventsCommand
{
    public static Command Create(CliContext context)
    {
        var run = CommonOptions.Run();
        var follow = new Option<bool>("--follow") { Description = "Go on with each event as it happens, until the run's last." };
        var json = CommonOptions.Json();
        json.Description = "Print a JSON array; with --follow one JSON object a line.";
        var command = new Command("events", "Prints a run's events.") { run, follow, json };
        command.SetAction(async (parsed, cancellation) => parsed.GetValue(follow)
            ? await Follow(context, parsed.GetRequiredValue(run), parsed.GetValue(json), cancellation)
            : await List(context, parsed.GetRequiredValue(run), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> List(CliContext context, string run, bool json, CancellationToken cancellation)
    {
        await using var reader = RunReaders.Open(context);
        var events = await reader.Events(run, cancellation);
        if (json)
        {
            context.PrintJson(events);
        }
        else
        {
            foreach (var happened in events)
            {
                context.Out.WriteLine(EventText.Line(happened));
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<int> Follow(CliContext context, string run, bool json, CancellationToken cancellation)
    {
        var finder = new ServiceFinder(context.Options, context.Time, context.Error.WriteLine);
        if (finder.Find() is not { } service)
        {
            // Nothing happens without a service: what the journal holds is all there is.
            return await List(context, run, json, cancellation);
        }

        var last = await new RunFollower(finder).Follow(
            service, run, (happened, _) => context.Out.WriteLineAsync(json ? JsonSerializer.Serialize(happened, ApiJson.Options) : EventText.Line(happened)),
            cancellation);
        return last is null ? throw CommandException.ServiceDied("The service died; start it again with ./pipeline serve.") : ExitCode.Ok;
    }
}
