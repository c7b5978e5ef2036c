using System.Diagnostics;
using Pipeline.Host.Local;
using Pipeline.Host.Service;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Service;

/// <summary>How services and commands find and exclude each other.</summary>
public class ServiceFilesTests : IDisposable
{
    private readonly TempFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_service_is_found_while_its_process_lives()
    {
        var file = new ServiceFile(_home.Path);
        Assert.Null(file.Find());
        var service = Running(ProcessIdentity.Current);
        file.Write(service);
        Assert.Equal(service, file.Find());
        file.Remove();
        Assert.Null(file.Find());
    }

    [Fact]
    public void A_service_that_was_killed_is_not_found_though_its_file_is_there()
    {
        using var gone = Process.Start("true");
        var identity = ProcessIdentity.Of(gone.Id) ?? new ProcessIdentity(gone.Id, "0.0");
        gone.WaitForExit();
        var file = new ServiceFile(_home.Path);
        file.Write(Running(identity));
        Assert.Null(file.Find());
    }

    [Fact]
    public void The_file_of_a_later_service_is_not_removed()
    {
        var file = new ServiceFile(_home.Path);
        file.Write(Running(new ProcessIdentity(1, "0.0")));
        file.Remove();
        Assert.True(File.Exists(_home["service.json"]));
    }

    [Fact]
    public void A_torn_file_is_no_service()
    {
        File.WriteAllText(_home["service.json"], "{\"pid\":");
        Assert.Null(new ServiceFile(_home.Path).Find());
    }

    [Fact]
    public void Only_its_owner_may_read_the_file()
    {
        new ServiceFile(_home.Path).Write(Running(ProcessIdentity.Current));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home["service.json"]));
    }

    private static RunningService Running(ProcessIdentity process) =>
        new(process, process.Pid, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), 7407, "http://127.0.0.1:7407", UntilIdle: true);
}
