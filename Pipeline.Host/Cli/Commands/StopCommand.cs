using System.CommandLine;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Local;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>stop</c>: ends the service gracefully; unfinished runs go on when the next one starts.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Command Create(CliContext context)
    {
        var command = new Command("stop", "Stops the service and the local environment; unfinished runs go on at the next start.");
        command.SetAction(async (_, cancellation) =>
        {
            if (new ServiceFinder(context.Options, context.Time, context.Error.WriteLine).Find() is not { } service)
            {
                context.Out.WriteLine("No service is up.");
                return ExitCode.Ok;
            }

            return await Signals.End(service.Process, context.Time, cancellation, (Signals.Terminate, Limit))
                ? Told(context, $"The service (pid {service.Process.Pid}) has ended.")
                : throw CommandException.Failed($"The service (pid {service.Process.Pid}) has not ended within {Limit.TotalSeconds} s; see {ServiceLog.PathIn(context.Options)}.");
        });
        return command;
    }

    private static int Told(CliContext context, string what)
    {
        context.Out.WriteLine(what);
        return ExitCode.Ok;
    }
}
