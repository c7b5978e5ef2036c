using System.CommandLine;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>run NAME</c>: sends the run message to the service, starting one where none is up, and shows the run to its end.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "The pipeline, as ./pipeline pipelines lists them." };
        var parameters = CommonOptions.Parameters();
        var json = CommonOptions.Json();
        var detach = CommonOptions.Detach();
        var command = new Command("run", "Runs a pipeline and shows it to its end. Ctrl-C detaches; the run goes on.") { name, parameters, json, detach };
        command.SetAction(parsed =>
        {
            var (pipeline, given) = (parsed.GetRequiredValue(name), ParameterArguments.Read(parsed.GetValue(parameters) ?? [], context.Folder));

            // One key for every try: a service that took the run but could not say so must not take a second.
            var key = Guid.NewGuid().ToString("N");
            return new FollowedRun(context).Run(
                async (client, cancellation) =>
                {
                    var started = await client.Start(pipeline, given, key, cancellation);
                    return new Accepted(started.RunId, 0, $"Run {started.RunId} of {pipeline} is accepted");
                },
                parsed.GetValue(json), parsed.GetValue(detach));
        });
        return command;
    }
}
