using System.CommandLine;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Spark;
using Pipeline.Host.Local.Gateway;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>spark FILE|-</c>: tries a job's script outside of any run, at a gateway and in a session of its own.</summary>
internal static class SparkCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The script, or - for the standard input." };
        var parameters = CommonOptions.Parameters();
        var keepGoing = new Option<bool>("--keep-going") { Description = "Go on after a statement that fails." };
        var json = CommonOptions.Json();
        json.Description = "Print one line of JSON per statement, as Livy gave it.";
        var command = new Command("spark", "Runs a Spark SQL script statement by statement and prints each answer.") { file, parameters, keepGoing, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var values = ParameterArguments.Read(parsed.GetValue(parameters) ?? [], context.Folder);
            var script = ScriptVariables.Fill(SparkScriptFile.Read(context, parsed.GetRequiredValue(file)), values);
            return await Run(context, parsed.GetRequiredValue(file), script, parsed.GetValue(keepGoing), parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<int> Run(CliContext context, string file, string script, bool keepGoing, bool json, CancellationToken cancellation)
    {
        var options = OwnGateway(context);
        using var folder = new OwnFolder(options.TempRoot);
        await using var gateway = await GatewayServer.Start(options, cancellation);
        using var session = await SparkSession.Open(gateway.Url, GatewayServer.User, gateway.Secret, context.Time, cancellation);
        var code = ExitCode.Ok;
        foreach (var statement in SparkScript.Split(script))
        {
            var answer = await session.Execute(statement.Text, cancellation);
            Print(context, answer, statement, script, file, json);
            code = answer is SparkError ? ExitCode.Failed : code;
            if (answer is SparkError && !keepGoing)
            {
                break;
            }
        }

        return code;
    }

    /// <summary>A name per process, so that any number may run at once.</summary>
    private static GatewayOptions OwnGateway(CliContext context) => new()
    {
        Home = context.Options.Home, Name = $"spark-{Environment.ProcessId}", Sessions = 1, Time = context.Time, Log = context.Error.WriteLine,
    };

    /// <summary>The engine's folder goes with the command; the name is never used again.</summary>
    private sealed record OwnFolder(string Path) : IDisposable
    {
        public void Dispose()
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }

    private static void Print(CliContext context, SparkAnswer answer, ScriptStatement statement, string script, string file, bool json)
    {
        if (json)
        {
            context.Out.WriteLine(SparkAnswerText.JsonLine(answer));
        }

        switch (answer)
        {
            case SparkRows rows:
                context.Out.Write(json ? "" : SparkAnswerText.Table(rows));
                if (rows.IsCut)
                {
                    context.Error.WriteLine($"{file}:{statement.Line}: Livy cut the answer at {SparkAnswer.MostRows:N0} rows.");
                }

                break;
            case SparkError error:
                context.Error.Write(SparkAnswerText.Error(error, statement, script, file));
                break;
        }
    }
}
