using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Host.Local.Postgres;

/// <summary>A data folder of the local PostgreSQL: made once per major version, locked with a new secret at each start.</summary>
/// <param name="binaries">The programs.</param>
/// <param name="account">Who runs them.</param>
/// <param name="folder">The folder that holds one data folder per major version.</param>
internal sealed class PostgresData(PostgresBinaries binaries, PostgresAccount account, string folder)
{
    public const string User = "pipeline";

    // Over loopback with the secret, and in no other way: not even this machine's other users get in.
    private const string Access = "host all pipeline 127.0.0.1/32 scram-sha-256\n";

    public string Path { get; } = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"data-{binaries.Major}"));

    /// <summary>Makes the data folder if there is none; a making that was killed is begun again.</summary>
    public void Initialise()
    {
        if (Directory.Exists(Path))
        {
            return;
        }

        var partial = Path + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        account.Own(partial);

        // C: text is ordered by bytes, as on Redshift. Nothing is lost if the machine fails before it is on disk: it is empty.
        Run(null, binaries.Initdb, "-D", partial, "-U", User, "--auth=reject", "--locale=C", "--encoding=UTF8", "--no-sync", "--no-instructions");
        File.WriteAllText(System.IO.Path.Combine(partial, "pg_hba.conf"), Access);
        Directory.Move(partial, Path);
    }

    /// <summary>Sets the secret while no server runs. It goes through standard input: a process list shows arguments.</summary>
    public void SetSecret(string secret) =>
        Run($"ALTER ROLE {User} PASSWORD '{secret}';\n", binaries.Server, "--single", "-D", Path, "-c", "password_encryption=scram-sha-256", "postgres");

    /// <summary>Starts the server on loopback; its output is this process's.</summary>
    public Process Start(int port) => Process.Start(account.Command(binaries.Server, ["-D", Path, .. Settings(port).SelectMany(setting => new[] { "-c", setting })]))!;

    private static IEnumerable<string> Settings(int port) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"port={port}"),
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",

        // fsync stays on. The databases are copies that a rerun makes again, but a folder damaged by a power cut would fail every later
        // run, and a run that journaled "staged" must find the rows after any crash. Cheap instead: nobody replicates from this server.
        "wal_level=minimal",
        "max_wal_senders=0",

        // Loads run side by side already, and containers often have too little shared memory for parallel queries.
        "max_parallel_workers_per_gather=0",
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "lc_messages=C",
        "log_checkpoints=off",

        // A failed statement is reported to who sent it; the log keeps no data.
        "log_min_messages=fatal",
    ];

    private void Run(string? input, string program, params string[] arguments)
    {
        var start = account.Command(program, arguments);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new PostgresFailedException($"{System.IO.Path.GetFileName(program)} ended with {process.ExitCode}; what it said stands above.");
        }
    }
}

/// <summary>A program of PostgreSQL did not do its work.</summary>
internal sealed class PostgresFailedException(string message) : Exception(message);
