using Xunit;

namespace Pipeline.Tests.Launcher;

/// <summary>The launcher's decisions: what it sets up, what it leaves alone, and what it says.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly LauncherCheckout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task The_first_start_sets_everything_up_and_says_so_on_stderr_only()
    {
        var (code, output, error) = await _checkout.Run("runs", "--json");
        Assert.Equal(0, code);
        Assert.Equal($"ran in {_checkout.Elsewhere} with runs --json\n", output);
        Assert.Contains("Installing the local engine's npm packages ...\nBuilding Pipeline.Host ...\n", error);
        var calls = _checkout.Calls();
        Assert.Contains(calls, call => call.StartsWith("npm ci") && call.EndsWith("a checkout/Pipeline.Host/Local/engine"));
        Assert.Contains(calls, call => call.StartsWith($"dotnet build {_checkout.Root}/Pipeline.Host -c Release") && call.Contains("-nodeReuse:false"));
    }

    [Fact]
    public async Task A_later_start_does_nothing_but_start()
    {
        await _checkout.Run("runs");
        _checkout.Calls();
        var (_, output, error) = await _checkout.Run("runs");
        Assert.Equal("", error);
        Assert.StartsWith("ran in", output);
        Assert.Single(_checkout.Calls());
    }

    [Theory]
    [InlineData("Pipeline.Host/Program.cs")]
    [InlineData("compat/New.cs")]
    [InlineData("Directory.Packages.props")]
    public async Task A_changed_or_new_source_is_built(string file)
    {
        await _checkout.Run("runs");
        _checkout.Calls();
        _checkout.Write(file, "changed");
        File.SetLastWriteTimeUtc(Path.Combine(_checkout.Root, file), DateTime.UtcNow.AddSeconds(5));
        await _checkout.Run("runs");
        Assert.Contains(_checkout.Calls(), call => call.StartsWith("dotnet build"));
    }

    [Fact]
    public async Task So_is_what_a_removed_source_leaves()
    {
        await _checkout.Run("runs");
        _checkout.Calls();
        File.Delete(Path.Combine(_checkout.Root, "Pipeline.Host/Program.cs"));
        await _checkout.Run("runs");
        Assert.Contains(_checkout.Calls(), call => call.StartsWith("dotnet build"));
    }

    [Fact]
    public async Task The_packages_of_Akka_are_looked_for_once()
    {
        var (_, _, first) = await _checkout.Run("runs");
        Assert.Contains("going on with the stand-ins", first);
        _checkout.Write("Pipeline.Host/New.cs", "");
        await _checkout.Run("runs");
        Assert.Single(_checkout.Calls(), call => call.StartsWith("dotnet restore"));
    }

    [Fact]
    public async Task It_works_through_a_symbolic_link()
    {
        var link = Path.Combine(_checkout.Elsewhere, "link");
        File.CreateSymbolicLink(link, "a checkout/pipeline");
        var (code, output, _) = await _checkout.Run(link, [], "query", "SELECT 'a b'");
        Assert.Equal(0, code);
        Assert.Equal($"ran in {_checkout.Elsewhere} with query SELECT 'a b'\n", output);
    }

    [Theory]
    [InlineData("FAKE_SDK", "8.0.100", "The .NET SDK 10 is needed; there is only: 8.0.100")]
    [InlineData("FAKE_NODE", "v18.19.0", "Node.js 20.6 or later is needed; there is v18.19.0")]
    [InlineData("FAKE_NODE", "v20.5.1", "Node.js 20.6 or later is needed; there is v20.5.1")]
    [InlineData("PATH", "/usr/bin:/bin", "was not found")]
    public async Task What_is_missing_is_named(string variable, string value, string expected)
    {
        if (variable == "PATH" && (File.Exists("/usr/bin/dotnet") || File.Exists("/bin/dotnet")))
        {
            // A machine's own dotnet cannot be taken away: an empty PATH but for the shell's needs is made instead.
            value = ToolsWithoutDotnet();
        }

        var (code, output, error) = await _checkout.Run(_checkout.Launcher, [(variable, value)], "runs");
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task A_failed_build_shows_its_errors_without_the_feeds_address()
    {
        var (code, _, error) = await _checkout.Run(_checkout.Launcher, [("FAKE_BUILD", "fails")], "runs");
        Assert.Equal(2, code);
        Assert.Contains("error NU1301: (feed)", error);
        Assert.DoesNotContain("feed.example.org", error);
    }

    [Fact]
    public async Task The_tests_end_with_their_counts_and_their_exit_code()
    {
        var (code, output, _) = await _checkout.Run("test", "--all");
        Assert.Equal(1, code);
        Assert.Equal("9 passed, 1 failed, 2 skipped", output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    [Fact]
    public async Task The_program_that_a_service_runs_from_is_not_replaced()
    {
        await _checkout.Run("runs");
        _checkout.Calls();
        _checkout.Write(".pipeline/service.json", $$"""{"process":{"pid":1,"birth":"x"},"pid":{{Environment.ProcessId}},"startedAt":"2026"}""");
        _checkout.Write("Pipeline.Host/New.cs", "");
        var (code, _, error) = await _checkout.Run("runs");
        Assert.Equal(0, code);
        Assert.Contains($"the service (pid {Environment.ProcessId}) is running from the last build", error);
        Assert.DoesNotContain(_checkout.Calls(), call => call.StartsWith("dotnet build"));
        Assert.Equal(2, (await _checkout.Run("test")).Code);
    }

    [Fact]
    public async Task Two_first_starts_at_once_set_up_once()
    {
        var both = await Task.WhenAll(_checkout.Run("runs"), _checkout.Run("runs"));
        Assert.All(both, run => Assert.Equal(0, run.Code));
        Assert.Single(_checkout.Calls(), call => call.StartsWith("dotnet build"));
    }

    private string ToolsWithoutDotnet()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_checkout.Elsewhere, "tools")).FullName;
        foreach (var tool in new[] { "bash", "env", "dirname", "readlink", "sed" })
        {
            File.CreateSymbolicLink(Path.Combine(tools, tool), File.Exists($"/usr/bin/{tool}") ? $"/usr/bin/{tool}" : $"/bin/{tool}");
        }

        return tools;
    }
}
