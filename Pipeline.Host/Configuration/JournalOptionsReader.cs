using Npgsql;

namespace Pipeline.Host.Configuration;

/// <summary>Which journal is meant, and for PostgreSQL the connection string, which is never shown.</summary>
internal static class JournalOptionsReader
{
    private const string Form = "has to be a connection string of PostgreSQL with a host and a database, as Host=db;Database=pipeline;Username=pipeline";

    public static JournalOptions Read(SettingsReader settings, string root, string home)
    {
        var file = Path.GetFullPath(settings.Text("journal.file", "journal.db"), home);
        var given = settings.OptionalSecret("journal.postgres");
        var named = settings.Optional("journal.postgres-file");
        if (given is not null && named is not null)
        {
            settings.Problem("journal.postgres-file", "is set, and journal.postgres as well; one of them has to go");
        }
        else if (named is not null)
        {
            return new JournalOptions(file, OfFile(settings, Path.GetFullPath(named, root)));
        }
        else if (given is { } connection && !IsConnection(connection.Value))
        {
            settings.Problem("journal.postgres", Form);
        }

        return new JournalOptions(file, given);
    }

    private static Secret? OfFile(SettingsReader settings, string path)
    {
        const string key = "journal.postgres-file";
        if (!File.Exists(path))
        {
            settings.Problem(key, $"names {path}, which does not exist");
        }
        else if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
        {
            settings.Problem(key, $"names {path}, which others may read; mend it with chmod 600 {path}");
        }
        else if (File.ReadLines(path).FirstOrDefault()?.Trim() is { } line && IsConnection(line))
        {
            return new Secret(line);
        }
        else
        {
            settings.Problem(key, $"names {path}, whose first line {Form}");
        }

        return null;
    }

    private static bool IsConnection(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
