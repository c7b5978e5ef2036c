using System.Diagnostics;
using Pipeline.Host.Local;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local;

public sealed class ProcessTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    [Fact]
    public void This_process_lives_and_no_other_is_taken_for_it()
    {
        var self = ProcessIdentity.Current;
        Assert.True(self.Lives);
        Assert.False((self with { Birth = "another" }).Lives);
        Assert.Equal(self, ProcessIdentity.Parse(self.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("-12")]
    [InlineData("12-")]
    [InlineData("x-12")]
    public void What_is_no_identity_is_not_read_as_one(string text) => Assert.Null(ProcessIdentity.Parse(text));

    [Theory]
    [InlineData("7 (node) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 8837261 1 1", "8837261")]
    [InlineData("7 (a) b (c) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 8837261 1 1", "8837261")]
    [InlineData("7 (node) Z 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 8837261 1 1", null)]
    public void A_birth_is_read_from_the_kernel_s_line_and_a_zombie_has_none(string stat, string? birth) =>
        Assert.Equal(birth, ProcessIdentity.BirthOfStat(stat));

    [Fact]
    public async Task A_detached_process_writes_to_its_log_and_ends_when_told_to()
    {
        using var folder = new TempFolder();
        var log = folder["logs", "one.log"];
        await using var process = await Waiting.Start(folder, log, "echo \"it's up\"");
        Assert.True(process.Identity.Lives);
        Assert.True(await Signals.End(process.Identity, TimeProvider.System, CancellationToken.None, (Signals.Terminate, Grace)));
        Assert.False(process.Identity.Lives);
        Assert.Equal("it's up\n", File.ReadAllText(log));
    }

    [Fact]
    public async Task One_that_does_not_listen_is_killed()
    {
        using var folder = new TempFolder();
        await using var process = await Waiting.Start(folder, folder["deaf.log"], "trap '' TERM");
        Assert.False(await Signals.End(process.Identity, TimeProvider.System, CancellationToken.None, (Signals.Terminate, TimeSpan.Zero)));
        Assert.True(await Signals.End(process.Identity, TimeProvider.System, CancellationToken.None, (Signals.Kill, Grace)));
    }

    [Theory]
    [InlineData("/usr/bin/dotnet", "/app/Pipeline.Host.dll", null, "/usr/bin/dotnet /app/Pipeline.Host.dll")]
    [InlineData("/app/Pipeline.Host", "/app/Pipeline.Host.dll", null, "/app/Pipeline.Host")]
    [InlineData("/sdk/testhost", "/app/Pipeline.Host.dll", "/sdk/dotnet", "/sdk/dotnet /app/Pipeline.Host.dll")]
    [InlineData(null, "/app/Pipeline.Host.dll", null, "dotnet /app/Pipeline.Host.dll")]
    public void The_program_starts_itself_as_it_was_started(string? process, string assembly, string? dotnet, string expected) =>
        Assert.Equal(expected, string.Join(' ', SelfCommand.Program(process, assembly, dotnet)));

    /// <summary>A detached shell that did what it was told and then waits for ever at a pipe, whose opening tells the test so.</summary>
    private sealed class Waiting(ProcessIdentity identity, FileStream pipe) : IAsyncDisposable
    {
        public ProcessIdentity Identity => identity;

        public static async Task<Waiting> Start(TempFolder folder, string log, string script)
        {
            var pipe = folder["pipe"];
            using (var mkfifo = Process.Start("mkfifo", [pipe]))
            {
                await mkfifo.WaitForExitAsync();
            }

            var identity = Detached.Start(["/bin/sh", "-c", $"{script}; exec cat \"$1\"", "sh", pipe], log);
            return new Waiting(identity, await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)));
        }

        public async ValueTask DisposeAsync()
        {
            await pipe.DisposeAsync();
            Signals.Send(identity, Signals.Kill);
        }
    }
}
