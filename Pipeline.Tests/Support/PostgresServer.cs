using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Pipeline.Tests.Support;

/// <summary>A PostgreSQL server for tests, started from installed binaries in a temporary folder and gone with the test process.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "pipeline";

    // The server lives as long as this script's standard input: also a killed test process leaves nothing running.
    // C as locale: text sorts by bytes, as on Redshift. Commits stay synchronous: a server that is stopped as by a crash keeps them.
    private const string Script = """
        trap '' INT
        bin=$1 home=$2
        mkdir -p "$home/data" && chmod 700 "$home/data" || exit 1
        "$bin/initdb" -D "$home/data" -U pipeline -A trust --locale=C --encoding=UTF8 --no-sync >"$home/log" 2>&1 || exit 1
        "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -s \
          -o "-k $home -c listen_addresses='' -c fsync=off -c full_page_writes=off" start || exit 1
        echo ready
        while read -r word; do
          case $word in
            stop) "$bin/pg_ctl" -D "$home/data" -m immediate -s stop && echo stopped ;;
            start) "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -s -o "-k $home -c listen_addresses=''" start && echo started ;;
          esac
        done
        "$bin/pg_ctl" -D "$home/data" -m immediate -s stop
        """;

    private readonly string _home = Path.Combine("/tmp", "pipeline-test-" + Guid.NewGuid().ToString("N")[..8]);
    private Process? _process;
    private int _databases;

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Missing => PostgresBinaries.Missing;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await Execute(connection, sql);
    }

    public async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row; null where there is none.</summary>
    public async Task<object?> Scalar(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends the server as a crash does.</summary>
    public Task Stop() => Tell("stop", "stopped");

    public Task Start() => Tell("start", "started");

    private async Task Tell(string word, string answer)
    {
        await _process!.StandardInput.WriteLineAsync(word);
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() != answer)
        {
            throw new InvalidOperationException($"PostgreSQL did not {word}: " + await File.ReadAllTextAsync(Path.Combine(_home, "log")));
        }
    }

    /// <summary>Where it listens.</summary>
    public string Socket => Path.Combine(_home, ".s.PGSQL.5432");

    public string ConnectionString(string database) => $"Host={_home};Username={User};Database={database};Pooling=false";

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return; // every test of the collection skips itself
        }
        Directory.CreateDirectory(_home);
        var start = new ProcessStartInfo { FileName = "sh", RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", "65534:65534", _home);
            start.FileName = "setpriv";
            foreach (var argument in (string[])["--reuid=65534", "--regid=65534", "--clear-groups", "sh"])
            {
                start.ArgumentList.Add(argument);
            }
        }
        foreach (var argument in (string[])["-c", Script, "sh", PostgresBinaries.Folder!, _home])
        {
            start.ArgumentList.Add(argument);
        }
        _process = Process.Start(start)!;
        if (await _process.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException("PostgreSQL did not start: " + await File.ReadAllTextAsync(Path.Combine(_home, "log")));
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
            Directory.Delete(_home, recursive: true);
        }
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}

/// <summary>Tests in this collection share one PostgreSQL server; each takes a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
