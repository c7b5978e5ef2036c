using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Configuration;
using Pipeline.Host.Local;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>stop</c>: ends the service gracefully, and what a killed one has left; unfinished runs go on at the next start.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    public static Command Create(CliContext context)
    {
        var drain = new Option<bool>("--drain")
        {
            Description = "Take no new runs, wait until those that go on have ended, and stop then. Ctrl-C goes back: the service takes runs again.",
        };
        var json = CommonOptions.Json();
        var command = new Command("stop", "Stops the service and the local environment; unfinished runs go on at the next start.") { drain, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(drain))
            {
                await DrainWait.Wait(context, cancellation);
            }

            var stopped = await Service(context, cancellation);
            await using var local = LocalEnvironment.Create(EnvironmentSetup.Local(context.Options), context.Time, NullLoggerFactory.Instance);
            await local.StopAll(cancellation);
            if (parsed.GetValue(json))
            {
                context.PrintJson(new { Stopped = stopped });
            }
            else
            {
                context.Out.WriteLine(stopped is null ? "No service was up." : $"The service (pid {stopped}) has ended.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The pid of the service that has been ended, or null when none was up.</summary>
    private static async Task<int?> Service(CliContext context, CancellationToken cancellation)
    {
        if (new ServiceFinder(context.Options, context.Time, context.Error.WriteLine).Find() is not { } service)
        {
            return null;
        }

        return await Signals.End(service.Process, context.Time, cancellation, (Signals.Terminate, Limit))
            ? service.Pid
            : throw CommandException.Failed(
                $"The service (pid {service.Pid}) has not ended within {Limit.TotalSeconds} s; see {ServiceLog.PathIn(context.Options)}.");
    }
}
