using System.CommandLine;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>show ID</c>: a run at a glance, now or after any of its events.</summary>
internal static class ShowCommand
{
    public static Command Create(CliContext context)
    {
        var run = CommonOptions.Run();
        var at = CommonOptions.At("The state after this event instead of the last.");
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows a run: what failed and why, what was cleaned up, its steps, jobs, tables and checks.") { run, at, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var reader = RunReaders.Open(context);
            var view = await reader.Run(parsed.GetRequiredValue(run), parsed.GetValue(at), cancellation);
            if (parsed.GetValue(json))
            {
                context.PrintJson(view);
            }
            else
            {
                context.Out.Write(RunText.Whole(view));
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
