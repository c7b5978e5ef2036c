using System.CommandLine;
using Pipeline.Host.Api;
using Pipeline.Host.Journals;
using Pipeline.Host.Local;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>serve</c>: the service itself, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(CliContext context)
    {
        var untilIdle = new Option<bool>("--until-idle") { Description = "End, with all that was started, when no run is unfinished." };
        var detached = new Option<bool>("--detached") { Description = "Leave the terminal: how run starts it.", Hidden = true };
        var command = new Command("serve", "Runs the service until it is stopped; it takes up unfinished runs.") { untilIdle, detached };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(detached))
            {
                Detached.LeaveTerminal();
                Environment.CurrentDirectory = context.Options.Root;
            }

            try
            {
                await PipelineService.Run(context.Options, parsed.GetValue(untilIdle), cancellation);
                return ExitCode.Ok;
            }
            catch (Exception refused) when (refused is JournalHeldException or JournalForgetfulException or AddressTakenException)
            {
                throw CommandException.Usage(refused.Message);
            }
            catch (Exception unusable) when (unusable is JournalUnreachableException or JournalDamagedException)
            {
                throw CommandException.Failed(unusable.Message);
            }
        });
        return command;
    }
}
