using System.CommandLine;
using System.Net;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli.Client;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>cancel ID</c>: ends a run through its teardown.</summary>
internal static class CancelCommand
{
    public static Command Create(CliContext context)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var command = new Command("cancel", "Cancels a run: outside work stops, everything it made is removed.") { run, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            // A run that nobody looks after is cancelled by the service that takes it up.
            var finder = new ServiceFinder(context.Options, context.Time, context.Error.WriteLine);
            using var client = finder.Connect(await finder.FindOrStart(cancellation));
            try
            {
                var answer = await Cancel(client, parsed.GetRequiredValue(run), cancellation);
                if (parsed.GetValue(json))
                {
                    context.PrintJson(answer);
                }
                else
                {
                    context.Out.WriteLine(answer.Message);
                }

                return ExitCode.Ok;
            }
            catch (ProblemException refused)
            {
                throw CommandException.Failed(refused.Message);
            }
        });
        return command;
    }

    /// <summary>A run with nothing to cancel is no failure: nothing changes, and the answer says so.</summary>
    private static async Task<CancelAnswer> Cancel(ServiceClient client, string run, CancellationToken cancellation)
    {
        try
        {
            return await client.Cancel(run, cancellation);
        }
        catch (ProblemException nothing) when (nothing.Status == HttpStatusCode.Conflict)
        {
            return new CancelAnswer(false, nothing.Message);
        }
    }
}
