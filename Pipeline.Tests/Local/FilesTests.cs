using Pipeline.Host.Local;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local;

public sealed class FilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_replaced_whole_and_nothing_is_left_beside_it()
    {
        AtomicFile.Write(folder["new", "file"], "first, longer");
        AtomicFile.Write(folder["new", "file"], "second");
        Assert.Equal("second", File.ReadAllText(folder["new", "file"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder["new"]));
    }

    [Fact]
    public void A_runtime_file_comes_back_as_it_was_written_for_its_owner_s_eyes_only()
    {
        var file = Runtime(ProcessIdentity.Current);
        file.Write(folder["r.json"]);
        Assert.Equal(file, RuntimeFile.Read(folder["r.json"]));
        Assert.Equal(file, RuntimeFile.ReadAlive(folder["r.json"]));
        Assert.Equal(AtomicFile.Private, File.GetUnixFileMode(folder["r.json"]));
    }

    [Fact]
    public void The_file_of_a_dead_process_is_not_taken_for_a_living_one_s_even_if_its_pid_is_used_again()
    {
        var file = Runtime(ProcessIdentity.Current with { Birth = "before the last boot" });
        file.Write(folder["r.json"]);
        Assert.Equal(file, RuntimeFile.Read(folder["r.json"]));
        Assert.Null(RuntimeFile.ReadAlive(folder["r.json"]));
    }

    [Fact]
    public void Only_its_own_process_s_file_is_removed()
    {
        var successor = Runtime(ProcessIdentity.Current);
        successor.Write(folder["r.json"]);
        Runtime(new ProcessIdentity(4711, "1")).Remove(folder["r.json"]);
        Assert.True(File.Exists(folder["r.json"]));
        successor.Remove(folder["r.json"]);
        Assert.False(File.Exists(folder["r.json"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    public void What_is_no_runtime_file_is_none(string text)
    {
        File.WriteAllText(folder["r.json"], text);
        Assert.Null(RuntimeFile.Read(folder["r.json"]));
        Assert.Null(RuntimeFile.Read(folder["no", "r.json"]));
    }

    [Fact]
    public void A_runtime_file_prints_itself_without_its_secret() =>
        Assert.DoesNotContain("s3cret", $"{Runtime(ProcessIdentity.Current)}", StringComparison.Ordinal);

    [Fact]
    public async Task A_lock_has_one_holder_at_a_time()
    {
        var first = FileLock.TryTake(folder["x", "lock"]);
        Assert.NotNull(first);
        Assert.Null(FileLock.TryTake(folder["x", "lock"]));
        var second = FileLock.Take(folder["x", "lock"], TimeProvider.System, CancellationToken.None);
        Assert.False(second.IsCompleted);
        first.Dispose();
        using var taken = await second.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static RuntimeFile Runtime(ProcessIdentity process) =>
        new("arrivals-r1", process, DateTimeOffset.UnixEpoch, 4711, "http://127.0.0.1:4711", "pipeline", "s3cret");
}
