using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Host.Cli.Query;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Configuration;
using Pipeline.Host.Local.Warehouses;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>query SQL</c>: reads what a run has loaded. The server is started for the length of the query.</summary>
internal static class QueryCommand
{
    public static Command Create(CliContext context)
    {
        var sql = new Argument<string>("SQL") { Description = "The query; it can only read." };
        var run = new Option<string?>("--run") { Description = "The run whose tables to read, instead of the newest that succeeded.", HelpName = "ID" };
        var json = CommonOptions.Json();
        json.Description = "Print a JSON array of objects.";
        var command = new Command("query", "Reads the tables of the newest run that succeeded, or of another run.") { sql, run, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var answer = await Answer(context, parsed.GetRequiredValue(sql), parsed.GetValue(run), cancellation);
            context.Out.Write(parsed.GetValue(json) ? answer.ToJson() : answer.ToText());
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<QueryAnswer> Answer(CliContext context, string sql, string? run, CancellationToken cancellation)
    {
        await using var local = LocalQuery.Open(EnvironmentSetup.Local(context.Options), context.Time, NullLoggerFactory.Instance);
        await using var runs = RunReaders.Open(context);
        var database = await RunQuery.Choose(runs, await local.Databases(cancellation), run, cancellation);
        await using var connection = await local.Connect(database, cancellation);
        return await RunQuery.Execute(connection, sql, cancellation);
    }
}
