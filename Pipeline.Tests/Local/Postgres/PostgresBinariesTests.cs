using Pipeline.Host.Local.Postgres;
using Pipeline.Tests.Support;
using Xunit;
using PostgresBinaries = Pipeline.Host.Local.Postgres.PostgresBinaries;

namespace Pipeline.Tests.Local.Postgres;

public sealed class PostgresBinariesTests
{
    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 18.4", 18)]
    [InlineData("postgres (PostgreSQL) 19beta1", 19)]
    [InlineData("node v20", null)]
    public void A_version_is_read(string version, int? major) => Assert.Equal(major, PostgresBinaries.ParseMajor(version));

    [Fact]
    public void The_newest_of_a_packager_s_folders_comes_first() =>
        Assert.Equal(
            ["/p/17", "/p/15", "/p/9.6", "/p/postgresql"],
            PostgresBinaries.NewestFirst(["/p/9.6", "/p/postgresql", "/p/15", "/p/17"]));

    [Fact]
    public void A_folder_without_the_programs_or_with_others_of_their_names_is_none()
    {
        using var folder = new TempFolder();
        Assert.Null(PostgresBinaries.Read(folder.Path));
        foreach (var name in (string[])["postgres", "initdb"])
        {
            File.WriteAllText(folder[name], "#!/bin/sh\necho something else\n");
            File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Null(PostgresBinaries.Read(folder.Path));
    }

    [RequiresFact(Needs.Postgres)]
    public void An_installed_one_is_found_where_it_really_lies()
    {
        var found = PostgresBinaries.FindInstalled();
        Assert.NotNull(found);
        Assert.True(found.Major >= PostgresBinaries.Oldest);
        Assert.Null(new FileInfo(found.Server).LinkTarget);
    }
}
