using System.Collections.Immutable;
using System.CommandLine;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>pipelines</c>: what can be run, and what is wrong with the rest. Reads the files; needs no service.</summary>
internal static class PipelinesCommand
{
    public static Command Create(CliContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("pipelines", "Lists the pipelines and everything that is wrong with them.") { json };
        command.SetAction(parsed =>
        {
            var pipelines = EnvironmentSetup.Pipelines(context.Options).List();
            if (parsed.GetValue(json))
            {
                context.PrintJson(pipelines);
            }
            else
            {
                context.Out.Write(Text(pipelines));
            }

            return pipelines.All(pipeline => pipeline.Valid) ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static string Text(ImmutableArray<PipelineSummary> pipelines)
    {
        var table = new TextTable("PIPELINE", "STATE", "DESCRIPTION").Rows(
            pipelines, p => [p.Name, p.Valid ? "ok" : Words.Plural(p.Problems.Length, "problem"), p.Description]);
        var problems = pipelines.SelectMany(pipeline => pipeline.Problems).Select(problem => $"{problem}\n");
        return table.IsEmpty ? "No pipelines: write one as pipelines/NAME.yaml.\n" : table + string.Concat(problems);
    }
}
