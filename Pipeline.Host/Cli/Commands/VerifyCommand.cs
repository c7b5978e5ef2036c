using System.CommandLine;
using System.Diagnostics;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Definitions;
using Pipeline.Host.Simulated.Proof;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>verify NAME</c>: proves in a simulation that a run of the pipeline survives the death of the service at any moment. Needs no service.</summary>
internal static class VerifyCommand
{
    /// <summary>Nothing is read or written there: the lake is simulated as well.</summary>
    private const string Sink = "s3://simulated/lake";

    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "The pipeline, as ./pipeline pipelines lists them." };
        var points = new Option<string>("--points")
        {
            Description = "Where the service is killed: all, or numbers such as 137 or 12,40-60, as the table gives them.",
            HelpName = "all|N",
            DefaultValueFactory = _ => "all",
        };
        var seed = new Option<int>("--seed") { Description = "What durations and faults are drawn from: the same seed gives the same run.", DefaultValueFactory = _ => 1 };
        var seeds = new Option<int?>("--seeds") { Description = "Instead of points: so many seeds, from --seed on, each with random faults and one random point." };
        var faults = new Option<bool>("--faults") { Description = "Let things go wrong outside as well: throttling, timeouts, lost sessions and clusters." };
        var parameters = CommonOptions.Parameters();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Proves in a simulation that a run survives the death of the service at any moment.")
        {
            name, points, seed, seeds, faults, parameters, json,
        };
        command.SetAction(parsed =>
        {
            var given = ParameterArguments.Read(parsed.GetValue(parameters) ?? [], context.Folder);
            var pipelines = new PipelineCatalog(context.Options.Root, Sink, TargetEnvironment.Simulated);
            var request = pipelines.Prepare(parsed.GetRequiredValue(name), given);
            var prover = new Prover(new ProofSubject(request, pipelines), Environment.ProcessorCount);
            var watch = Stopwatch.StartNew();
            var proof = parsed.GetValue(seeds) is { } count
                ? prover.AtSeeds(parsed.GetValue(seed), Positive(count))
                : prover.AtPoints(parsed.GetValue(seed), parsed.GetValue(faults), PointNumbers.Read(parsed.GetValue(points)!));
            Print(context, parsed.GetRequiredValue(name), proof, watch.Elapsed, parsed.GetValue(json));
            return proof.Holds ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(CliContext context, string pipeline, Proof proof, TimeSpan took, bool json)
    {
        if (json)
        {
            context.PrintJson(ProofJson.Of(pipeline, proof, took));
        }
        else
        {
            context.Out.Write(ProofText.Of(pipeline, proof, took));
        }
    }

    private static int Positive(int count) => count > 0 ? count : throw CommandException.Usage("--seeds is how many seeds are tried, from 1.");
}
