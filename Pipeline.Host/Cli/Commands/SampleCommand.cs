using System.CommandLine;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Cli.Sample;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>sample</c>: input for the arrivals pipeline at any size.</summary>
internal static class SampleCommand
{
    public static Command Create(CliContext context)
    {
        var rows = new Option<int>("--rows") { Description = "How many arrivals.", DefaultValueFactory = _ => 5000, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 1, HelpName = "S" };
        var folder = new Option<string>("--out") { Description = "The folder to write the four files to.", Required = true, HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("sample", "Generates input for the arrivals pipeline, dirt included.") { rows, seed, folder, json };
        command.SetAction(parsed => Write(
            context, parsed.GetValue(rows), parsed.GetValue(seed), Path.GetFullPath(parsed.GetRequiredValue(folder), context.Folder), parsed.GetValue(json)));
        return command;
    }

    private static int Write(CliContext context, int rows, int seed, string folder, bool json)
    {
        if (rows < 1)
        {
            throw CommandException.Usage($"--rows is {rows}; a sample has at least one arrival.");
        }

        try
        {
            SampleGenerator.Write(rows, seed, folder);
        }
        catch (IOException error)
        {
            throw CommandException.Failed(error.Message);
        }

        if (json)
        {
            context.PrintJson(new { Folder = folder, Rows = rows, Seed = seed });
        }
        else
        {
            context.Out.WriteLine($"{Words.Plural(rows, "arrival")} (seed {seed}) in {folder}");
        }

        return ExitCode.Ok;
    }
}
