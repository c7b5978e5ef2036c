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
        var (log, pipe) = (folder["logs", "one.log"], folder["said"]);
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        var process = Detached.Start(["/bin/sh", "-c", "echo $1; echo said > $2; exec sleep 600", "sh", "it's up", pipe], log);
        try
        {
            // Reading the pipe waits until the process has written its line.
            Assert.Equal("said\n", await File.ReadAllTextAsync(pipe).WaitAsync(Grace));
            Assert.True(process.Lives);
            Assert.True(await Signals.End(process, TimeProvider.System, CancellationToken.None, (Signals.Terminate, Grace)));
            Assert.False(process.Lives);
            Assert.Equal("it's up\n", File.ReadAllText(log));
        }
        finally
        {
            Signals.Send(process, Signals.Kill);
        }
    }

    [Fact]
    public async Task One_that_does_not_listen_is_killed()
    {
        using var folder = new TempFolder();
        var process = Detached.Start(["/bin/sh", "-c", "trap '' TERM; echo up; while :; do sleep 600 & wait; done"], folder["deaf.log"]);
        try
        {
            var ended = await Signals.End(
                process, TimeProvider.System, CancellationToken.None, (Signals.Terminate, TimeSpan.Zero), (Signals.Kill, Grace));
            Assert.True(ended);
        }
        finally
        {
            Signals.Send(process, Signals.Kill);
        }
    }

    [Theory]
    [InlineData("/usr/bin/dotnet", "/app/Pipeline.Host.dll", null, "/usr/bin/dotnet /app/Pipeline.Host.dll")]
    [InlineData("/app/Pipeline.Host", "/app/Pipeline.Host.dll", null, "/app/Pipeline.Host")]
    [InlineData("/sdk/testhost", "/app/Pipeline.Host.dll", "/sdk/dotnet", "/sdk/dotnet /app/Pipeline.Host.dll")]
    [InlineData(null, "/app/Pipeline.Host.dll", null, "dotnet /app/Pipeline.Host.dll")]
    public void The_program_starts_itself_as_it_was_started(string? process, string assembly, string? dotnet, string expected) =>
        Assert.Equal(expected, string.Join(' ', SelfCommand.Program(process, assembly, dotnet)));
}
