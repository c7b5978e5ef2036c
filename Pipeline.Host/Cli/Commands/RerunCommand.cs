using System.CommandLine;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>rerun ID</c>: a new run of what this one has recorded, whatever has become of the files; shows it to its end.</summary>
internal static class RerunCommand
{
    public static Command Create(CliContext context)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var detach = CommonOptions.Detach();
        var command = new Command("rerun", "Runs the recorded definition, scripts and parameters of a run once more, as a new run.") { run, json, detach };
        command.SetAction(parsed =>
        {
            var (id, key) = (parsed.GetRequiredValue(run), Guid.NewGuid().ToString("N"));
            return new FollowedRun(context).Run(
                async (client, cancellation) =>
                {
                    var started = await client.Rerun(id, key, cancellation);
                    return new Accepted(started.RunId, 0, $"Run {started.RunId}, which reruns {id}, is accepted");
                },
                parsed.GetValue(json), parsed.GetValue(detach));
        });
        return command;
    }
}
