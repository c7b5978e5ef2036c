using System.Diagnostics;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Launcher;

/// <summary>A checkout with the real launcher and little else, in a folder with a space; <c>dotnet</c>, <c>node</c> and <c>npm</c> are scripts that note their calls.</summary>
internal sealed class LauncherCheckout : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        echo "dotnet $*" >>"$CALLS"
        case $1 in
          --list-sdks) echo "${FAKE_SDK:-10.0.100} [/sdk]" ;;
          restore) exit 1 ;;
          build) [ -z "${FAKE_BUILD:-}" ] || { echo "error NU1301: https://feed.example.org/index.json"; exit 1; }
            mkdir -p "$ROOT/Pipeline.Host/bin/Release/net10.0" && : >"$ROOT/Pipeline.Host/bin/Release/net10.0/Pipeline.Host.dll" ;;
          test) mkdir -p "$ROOT/.pipeline/setup/results"
            echo '<Counters total="12" executed="10" passed="9" failed="1" error="0" />' >"$ROOT/.pipeline/setup/results/tests.trx"; exit 1 ;;
          *.dll) shift; echo "ran in $PWD with $*" ;;
        esac
        """;

    private readonly TempFolder _folder = new();

    public LauncherCheckout()
    {
        foreach (var folder in new[] { "compat", "Pipeline.Actors", "Pipeline.Host/Local/engine", "Pipeline.Tests" })
        {
            Directory.CreateDirectory(Path.Combine(Root, folder));
        }

        File.Copy(Checkout.PathOf("pipeline"), Launcher);
        File.SetUnixFileMode(Launcher, (UnixFileMode)0b111_101_101);
        Write("global.json", "{}");
        Write("Directory.Build.props", "<AkkaVersion>1.2.3</AkkaVersion>");
        Write("Directory.Build.targets", "");
        Write("Directory.Packages.props", """<PackageVersion Include="Akka" Version="$(AkkaVersion)" />""");
        Write("Pipeline.Host/Program.cs", "");
        Write("Pipeline.Host/Local/engine/package-lock.json", "{}");
        Program("dotnet", Dotnet);
        Program("node", "#!/usr/bin/env bash\necho \"${FAKE_NODE:-v20.6.0}\"\n");
        Program("npm", "#!/usr/bin/env bash\necho \"npm $* in $PWD\" >>\"$CALLS\"\nmkdir -p node_modules && : >node_modules/.package-lock.json\n");
    }

    public string Root => Path.Combine(_folder.Path, "a checkout");

    public string Launcher => Path.Combine(Root, "pipeline");

    public string Elsewhere => _folder.Path;

    /// <summary>What was called since the last time this was read.</summary>
    public string[] Calls()
    {
        var log = _folder["calls"];
        var calls = File.Exists(log) ? File.ReadAllLines(log) : [];
        File.Delete(log);
        return calls;
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Root, file), text);

    public Task<(int Code, string Out, string Error)> Run(params string[] arguments) => Run(Launcher, [], arguments);

    public async Task<(int Code, string Out, string Error)> Run(string program, (string Name, string? Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Elsewhere, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PIPELINE", StringComparison.Ordinal) || name == "DOTNET_ROOT").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PATH"] = $"{_folder["bin"]}:/usr/bin:/bin";
        start.Environment["CALLS"] = _folder["calls"];
        start.Environment["ROOT"] = Root;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    public void Dispose() => _folder.Dispose();

    private void Program(string name, string text)
    {
        Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllText(_folder["bin", name], text);
        File.SetUnixFileMode(_folder["bin", name], (UnixFileMode)0b111_101_101);
    }
}
