using System.CommandLine;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Spark;
using Pipeline.Host.Local.Gateway;
using Pipeline.Host.Local.Gateway.Engine;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>spark FILE|-</c>: tries a job's script outside of any run, at a gateway and in a session of its own.</summary>
internal static class SparkCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The script, or - for the standard input." };
        var parameters = CommonOptions.Parameters();
        var keepGoing = new Option<bool>("--keep-going") { Description = "Go on after a statement that fails." };
        var explain = new Option<bool>("--explain") { Description = "Print before each answer the SQL for DuckDB that the statement became." };
        var json = CommonOptions.Json();
        json.Description = "Print one line of JSON per statement, as Livy gave it.";
        var command = new Command("spark", "Runs a Spark SQL script statement by statement and prints each answer.") { file, parameters, keepGoing, explain, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var values = ParameterArguments.Read(parsed.GetValue(parameters) ?? [], context.Folder);
            var script = ScriptVariables.Fill(SparkScriptFile.Read(context, parsed.GetRequiredValue(file)), values);
            var look = new Look(parsed.GetRequiredValue(file), script, parsed.GetValue(keepGoing), parsed.GetValue(json));
            return parsed.GetValue(explain) ? await Explain(context, look, cancellation) : await AtGateway(context, look, cancellation);
        });
        return command;
    }

    /// <summary>What is run, and how it is shown.</summary>
    private sealed record Look(string File, string Script, bool KeepGoing, bool Json);

    private static async Task<int> AtGateway(CliContext context, Look look, CancellationToken cancellation)
    {
        var options = OwnGateway(context);
        using var folder = new OwnFolder(options.TempRoot);
        await using var gateway = await GatewayServer.Start(options, cancellation);
        await using var session = await SparkSession.Open(gateway.Url, GatewayServer.User, gateway.Secret, context.Time, cancellation);
        return await Run(context, look, session, cancellation);
    }

    private static async Task<int> Explain(CliContext context, Look look, CancellationToken cancellation)
    {
        var options = OwnGateway(context);
        using var folder = new OwnFolder(options.TempRoot);
        var settings = new EngineSettings(EngineLocation.Command(), options.EngineThreads, options.EngineMemoryLimit, options.TempFolder(0));
        await using var session = await ExplainingSession.Open(settings, context.Time, cancellation);
        return await Run(context, look, session, cancellation);
    }

    private static async Task<int> Run(CliContext context, Look look, IScriptSession session, CancellationToken cancellation)
    {
        var code = ExitCode.Ok;
        foreach (var statement in SparkScript.Split(look.Script))
        {
            var answer = await session.Execute(statement.Text, cancellation);
            Print(context, answer, statement, look);
            code = answer is SparkError ? ExitCode.Failed : code;
            if (answer is SparkError && !look.KeepGoing)
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

    private static void Print(CliContext context, SparkAnswer answer, ScriptStatement statement, Look look)
    {
        if (look.Json)
        {
            context.Out.WriteLine(SparkAnswerText.JsonLine(answer));
        }
        else if (answer.DuckDb is { } texts)
        {
            context.Out.Write(SparkAnswerText.DuckDb(texts, statement, look.File));
        }

        switch (answer)
        {
            case SparkRows rows:
                context.Out.Write(look.Json ? "" : SparkAnswerText.Table(rows));
                if (rows.IsCut)
                {
                    context.Error.WriteLine($"{look.File}:{statement.Line}: Livy cut the answer at {SparkAnswer.MostRows:N0} rows.");
                }

                break;
            case SparkError error:
                context.Error.Write(SparkAnswerText.Error(error, statement, look.Script, look.File));
                break;
        }
    }
}
