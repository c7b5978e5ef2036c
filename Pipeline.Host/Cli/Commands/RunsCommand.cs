using System.CommandLine;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>runs</c>: the runs of the journal, newest first.</summary>
internal static class RunsCommand
{
    public static Command Create(CliContext context)
    {
        var pipeline = new Option<string?>("--pipeline") { Description = "Only runs of this pipeline." };
        var state = new Option<string?>("--state") { Description = $"Only runs in this state: {string.Join(", ", PhaseWords.All)}." };
        var json = CommonOptions.Json();
        var command = new Command("runs", "Lists the runs, newest first.") { pipeline, state, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var reader = RunReaders.Open(context);
            var runs = await reader.Runs(parsed.GetValue(pipeline), parsed.GetValue(state), cancellation);
            if (parsed.GetValue(json))
            {
                context.PrintJson(runs);
            }
            else
            {
                context.Out.Write(RunListText.Table(runs));
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
