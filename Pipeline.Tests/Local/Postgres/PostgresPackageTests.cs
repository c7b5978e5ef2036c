using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Postgres;
using Pipeline.Tests.Support;
using Xunit;
using PostgresBinaries = Pipeline.Host.Local.Postgres.PostgresBinaries;

namespace Pipeline.Tests.Local.Postgres;

public sealed class PostgresPackageTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_checkout_that_cannot_install_one_says_what_else_helps()
    {
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Package().Install(None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.EndsWith("Install PostgreSQL (apt install postgresql, brew install postgresql) or name a server in pipeline.local.postgres.", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The home is one that root's unprivileged user cannot pass, as a checkout under /root is.</summary>
    [LongFact]
    public async Task Where_none_is_installed_the_package_is_wherever_it_lies()
    {
        var npm = folder["Pipeline.Host", "Local", "Postgres", "npm"];
        Directory.CreateDirectory(npm);
        foreach (var file in (string[])["package.json", "package-lock.json", ".npmrc"])
        {
            File.Copy(Checkout.PathOf("Pipeline.Host", "Local", "Postgres", "npm", file), Path.Combine(npm, file));
        }

        Assert.Null(Package().Find());
        var installed = await Task.WhenAll(Package().Install(None), Package().Install(None));
        Assert.Equal(installed[0], installed[1]);
        Assert.Equal(installed[0], Package().Find());
        await Works(installed[0], new LocalFiles(folder["home"]));
    }

    private static async Task Works(PostgresBinaries binaries, LocalFiles files)
    {
        using var lease = new Leases(files.Home, TimeProvider.System).Take();
        var keeper = Detached.Start(SelfCommand.For("postgres", "--home", files.Home, "--programs", binaries.Folder), files.PostgresLog);
        try
        {
            while (keeper.Lives && !File.Exists(files.Postgres))
            {
                await Task.Yield();
            }

            Assert.True(keeper.Lives, File.ReadAllText(files.PostgresLog));
            var server = RuntimeFile.Read(files.Postgres)!;
            await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username={server.User};Password={server.Secret};Database=postgres;Pooling=false");
            await connection.OpenAsync();
            Assert.Equal(binaries.Major, connection.PostgreSqlVersion.Major);
        }
        finally
        {
            await Signals.End(keeper, TimeProvider.System, None, (Signals.Terminate, TimeSpan.FromSeconds(60)), (Signals.Kill, TimeSpan.FromSeconds(10)));
            if (File.Exists(files.PostgresElsewhere))
            {
                Directory.Delete((await File.ReadAllTextAsync(files.PostgresElsewhere)).Trim(), recursive: true);
            }
        }
    }

    private PostgresPackage Package() => new(folder.Path, TimeProvider.System, NullLogger.Instance);
}
