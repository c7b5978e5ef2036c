using System.CommandLine;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>retry ID</c>: goes on with a run that failed or was cancelled, and shows it to its end.</summary>
internal static class RetryCommand
{
    public static Command Create(CliContext context)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var detach = CommonOptions.Detach();
        var command = new Command("retry", "Goes on with a failed or cancelled run from what it has not done, and shows it to its end.") { run, json, detach };
        command.SetAction(parsed =>
        {
            var id = parsed.GetRequiredValue(run);
            return new FollowedRun(context).Run(
                async (client, cancellation) =>
                {
                    var answer = await client.Retry(id, cancellation);
                    context.Error.WriteLine(answer.Message);
                    return new Accepted(id, answer.After, $"Try {answer.Try} of run {id} is accepted");
                },
                parsed.GetValue(json), parsed.GetValue(detach));
        });
        return command;
    }
}
