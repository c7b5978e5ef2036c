namespace Pipeline.Host.Local.Postgres;

/// <summary>Decides where data and programs lie, so that the user who runs them gets there.</summary>
internal static class PostgresPlace
{
    /// <summary>The folder under home; or, where that user cannot pass home's parents, one of the system's for temporary files, which is remembered and told.</summary>
    public static string Folder(LocalFiles files, PostgresAccount account, Action<string> say)
    {
        var remembered = files.PostgresElsewhere;
        if (File.Exists(remembered) && File.ReadAllText(remembered).Trim() is var known && Directory.Exists(known))
        {
            return known;
        }

        Directory.CreateDirectory(files.PostgresFolder);
        if (account.Reaches(files.PostgresFolder))
        {
            return files.PostgresFolder;
        }

        var elsewhere = Directory.CreateTempSubdirectory("pipeline-postgres-").FullName;
        account.Own(elsewhere);
        AtomicFile.Write(remembered, elsewhere + "\n");
        say($"The user {account.User}, whom PostgreSQL runs as, cannot get to {files.PostgresFolder}: its databases lie in {elsewhere} instead, until that is cleared.");
        return elsewhere;
    }

    /// <summary>The programs where they are, or copied beside the data where that user cannot get to them.</summary>
    public static PostgresBinaries Programs(PostgresBinaries binaries, PostgresAccount account, string folder, Action<string> say)
    {
        if (account.Reaches(binaries.Folder))
        {
            return binaries;
        }

        // Programs of a package lie in bin beside lib and share.
        var copy = Path.Combine(folder, $"programs-{binaries.Major}");
        if (!Directory.Exists(copy))
        {
            say($"The user {account.User} cannot get to {binaries.Folder}: its programs are copied to {copy}.");
            var partial = copy + ".partial";
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            Copy(new DirectoryInfo(binaries.Folder).Parent!, partial);
            Directory.Move(partial, copy);
        }

        return binaries with { Folder = Path.Combine(copy, "bin") };
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo folder)
            {
                Copy(folder, target);
            }
            else
            {
                ((FileInfo)entry).CopyTo(target);
            }
        }
    }
}
