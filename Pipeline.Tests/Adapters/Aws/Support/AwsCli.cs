using System.Diagnostics;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Adapters.Aws.Support;

/// <summary>The AWS CLI of this machine, kept away from its owner's configuration.</summary>
internal static class AwsCli
{
    public static string? Missing { get; } = Programs.Find("aws") is null ? "no aws (the AWS CLI) on the PATH" : null;

    /// <summary>Runs a command line against one address. What it makes of the answer does not matter here.</summary>
    public static async Task Run(string commandLine, Uri endpoint)
    {
        using var folder = new TempFolder();
        // Its commands for EMR do not heed AWS_ENDPOINT_URL.
        var command = commandLine.Replace("aws ", $"aws --endpoint-url {endpoint.ToString().TrimEnd('/')} ", StringComparison.Ordinal);
        var start = new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        var settings = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "secret-key", ["AWS_DEFAULT_REGION"] = AwsExamples.Region, ["AWS_PAGER"] = "",
            ["AWS_CONFIG_FILE"] = folder["config"], ["AWS_SHARED_CREDENTIALS_FILE"] = folder["credentials"], ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
    }
}
