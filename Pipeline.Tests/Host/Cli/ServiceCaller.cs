using Pipeline.Host.Cli;
using Pipeline.Host.Configuration;
using Pipeline.Host.Local;
using Pipeline.Host.Service;
using Pipeline.Tests.Host.Api;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Cli;

/// <summary>Calls the command line where a service is up.</summary>
internal static class ServiceCaller
{
    public static Task<int> Run(TestService service, TextWriter output, TextWriter error, params string[] arguments) =>
        new CommandLine(Context(service, output, error)).Run(arguments);

    public static CliContext Context(TestService service, TextWriter output, TextWriter error)
    {
        var url = service.Client.BaseAddress!;
        new ServiceFile(service.Home).Write(new RunningService(
            ProcessIdentity.Current, Environment.ProcessId, DateTimeOffset.UnixEpoch, url.Port, url.GetLeftPart(UriPartial.Authority), UntilIdle: false));
        var options = OptionsReader.Read(new Dictionary<string, string> { ["home"] = service.Home }, Files.Root);
        return new CliContext(output, error, TextReader.Null, "/caller", () => options, LiveError: false, TimeProvider.System);
    }
}
