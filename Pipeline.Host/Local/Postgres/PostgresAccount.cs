using System.Diagnostics;

namespace Pipeline.Host.Local.Postgres;

/// <summary>The user that PostgreSQL runs as: this one, or an unprivileged one when this one is root, as which it refuses to run.</summary>
/// <param name="User">Null for this process's own.</param>
internal sealed record PostgresAccount(string? User)
{
    private static readonly string[] Unprivileged = ["postgres", "_postgres", "nobody"];

    /// <summary>Finds the account; null when this is root and no unprivileged user is there.</summary>
    public static PostgresAccount? Find()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new PostgresAccount(User: null);
        }

        var user = Unprivileged.FirstOrDefault(Exists);
        return user is null ? null : new PostgresAccount(user);
    }

    /// <summary>A child process of this user, with nothing of this one's environment but what a program needs to run.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        // Its folder is one that every user may be in.
        var start = new ProcessStartInfo(program, arguments) { UserName = User ?? "", WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    /// <summary>Makes the folder this user's own, for nobody else.</summary>
    public void Own(string folder)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (User is not null)
        {
            Run(new ProcessStartInfo("chown", [User, folder]));
        }
    }

    /// <summary>Whether this user can get to the folder, whoever owns the ones above it.</summary>
    public bool Reaches(string folder) => User is null || Run(Command("/bin/sh", "-c", "cd \"$1\" 2>/dev/null", "sh", folder));

    private static bool Exists(string user) => Run(new ProcessStartInfo("id", ["-u", user]));

    private static bool Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
