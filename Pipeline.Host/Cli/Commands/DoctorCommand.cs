using System.CommandLine;
using Pipeline.Host.Cli.Doctor;
using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>doctor</c>: what this machine has and lacks, or what AWS does, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var json = CommonOptions.Json();
        var aws = new Option<bool>("--aws") { Description = "Look at what runs on AWS need: credentials, region, permissions, buckets, Livy." };
        var policy = new Option<bool>("--print-policy") { Description = "With --aws: write the IAM policy that the service itself needs." };
        var command = new Command("doctor", "Looks at everything a run needs of this machine, and says how to mend it.") { json, aws, policy };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!parsed.GetValue(aws))
            {
                return parsed.GetValue(policy)
                    ? throw CommandException.Usage("--print-policy goes with --aws: ./pipeline doctor --aws --print-policy.")
                    : Print(context, await OnThisMachine(context.Options), parsed.GetValue(json));
            }

            var options = OnAws(context.Options);
            using var clients = EnvironmentSetup.Clients(options.Aws);
            if (parsed.GetValue(policy))
            {
                context.Out.WriteLine(await AwsExamination.Policy(options, clients, cancellation));
                return ExitCode.Ok;
            }

            return Print(context, await AwsExamination.Of(options, clients, context.Time, cancellation), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<List<Finding>> OnThisMachine(PipelineOptions options)
    {
        var findings = new List<Finding>();
        await foreach (var finding in Examination.Of(options))
        {
            findings.Add(finding);
        }

        return findings;
    }

    private static PipelineOptions OnAws(PipelineOptions options) => options.Environment == EnvironmentSetup.Aws
        ? options
        : throw CommandException.Usage(
            $"pipeline.environment is {options.Environment}: set it to aws in hocon.conf, or for one call with PIPELINE__ENVIRONMENT=aws. What else has to be set is told then.");

    private static int Print(CliContext context, IReadOnlyList<Finding> findings, bool json)
    {
        if (json)
        {
            context.PrintJson(findings);
        }
        else
        {
            context.Out.Write(new TextTable("", "WHAT", "FOUND").Rows(findings, f => [f.Ok ? "ok" : "!!", f.Subject, f.Found]));
            context.Out.Write(string.Concat(findings.Where(f => !f.Ok).Select(f => $"{f.Subject}: {f.Mend}\n")));
        }

        return findings.All(finding => finding.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }
}
