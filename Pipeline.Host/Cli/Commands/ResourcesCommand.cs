using System.CommandLine;
using Pipeline.Actors.Ledger;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>resources</c>: the ledger beside the outside; <c>resources remove</c>: one thing of it, on request.</summary>
internal static class ResourcesCommand
{
    public static Command Create(CliContext context)
    {
        var all = new Option<bool>("--all") { Description = "Also what is confirmed gone: everything that any run ever asked for." };
        var run = new Option<string?>("--run") { Description = "Only this run's.", HelpName = "ID" };
        var json = CommonOptions.Json();
        var command = new Command("resources", "Lists what runs asked for and may still exist, whose it is, and what the outside says of it.") { all, run, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var list = await Read(context, parsed.GetValue(all), parsed.GetValue(run), cancellation);
            if (parsed.GetValue(json))
            {
                context.PrintJson(list);
            }
            else
            {
                context.Out.Write(ResourcesText.Table(list, parsed.GetValue(all)));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Remove(CliContext context)
    {
        var kind = new Argument<string>("KIND") { Description = "cluster, session, warehouse, roles, or another kind that ./pipeline resources lists." };
        var name = new Argument<string>("NAME") { Description = "Its name." };
        var id = new Option<string?>("--id") { Description = "Its id, where there are several of one name.", HelpName = "ID" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before." };
        var json = CommonOptions.Json();
        var command = new Command("remove", "Removes one thing outside, also another journal's, after showing it and asking; never what carries no journal's mark.")
        {
            kind, name, id, yes, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var row = await Choose(context, parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name), parsed.GetValue(id), cancellation);
            context.Error.Write(ResourcesText.Describe(row));
            if (!parsed.GetValue(yes) && !Confirmed(context))
            {
                throw CommandException.Failed("Nothing is removed.");
            }

            var accepted = await Remove(context, row, cancellation);
            if (parsed.GetValue(json))
            {
                context.PrintJson(accepted);
            }
            else
            {
                context.Out.WriteLine($"{accepted.Message} ./pipeline resources shows when it is gone.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ResourceRow> Choose(CliContext context, string kind, string name, string? id, CancellationToken cancellation)
    {
        var list = await Read(context, all: true, run: null, cancellation);
        var there = list.Resources.Where(row => row.Kind == kind && row.Name == name && row.Outside == ResourceRows.There).ToList();
        return there.Count switch
        {
            0 => throw CommandException.Usage($"There is no {kind} {name} outside: ./pipeline resources lists what there is."),
            > 1 when id is null => throw CommandException.Usage($"There are {there.Count} of that name; say which by --id: {string.Join(", ", there.Select(row => row.Id))}."),
            _ => there.FirstOrDefault(row => id is null || row.Id == id) ?? throw CommandException.Usage($"There is no {kind} {name} with the id {id}."),
        };
    }

    private static async Task<RemovalAccepted> Remove(CliContext context, ResourceRow row, CancellationToken cancellation)
    {
        // The service does it, and writes it down: just the one that was shown.
        var finder = new ServiceFinder(context.Options, context.Time, context.Error.WriteLine);
        using var client = finder.Connect(await finder.FindOrStart(cancellation));
        try
        {
            return await client.RemoveResource(row.Kind, row.Name, row.Id, cancellation);
        }
        catch (ProblemException refused)
        {
            throw CommandException.Failed(refused.Message);
        }
    }

    private static bool Confirmed(CliContext context)
    {
        context.Error.Write("Remove it? [y/N] ");
        return context.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static async Task<ResourceList> Read(CliContext context, bool all, string? run, CancellationToken cancellation)
    {
        await using var reader = RunReaders.Open(context);
        return await reader.Resources(all, run, cancellation);
    }
}
