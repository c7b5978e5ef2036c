using System.CommandLine;
using Pipeline.Host.Cli.Doctor;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>doctor</c>: what this machine has and lacks, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Looks at everything a run needs of this machine, and says how to mend it.") { json };
        command.SetAction(async (parsed, _) =>
        {
            var findings = new List<Finding>();
            await foreach (var finding in Examination.Of(context.Options))
            {
                findings.Add(finding);
            }

            if (parsed.GetValue(json))
            {
                context.PrintJson(findings);
            }
            else
            {
                context.Out.Write(new TextTable("", "WHAT", "FOUND").Rows(findings, f => [f.Ok ? "ok" : "!!", f.Subject, f.Found]));
                context.Out.Write(string.Concat(findings.Where(f => !f.Ok).Select(f => $"{f.Subject}: {f.Mend}\n")));
            }

            return findings.All(finding => finding.Ok) ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
