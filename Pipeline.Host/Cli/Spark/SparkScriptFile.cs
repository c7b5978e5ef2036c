namespace Pipeline.Host.Cli.Spark;

/// <summary>A script as the command was given it: a file, or <c>-</c> for the standard input.</summary>
internal static class SparkScriptFile
{
    public static string Read(CliContext context, string file)
    {
        if (file == "-")
        {
            return context.In.ReadToEnd();
        }

        var path = Path.GetFullPath(file, context.Folder);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"The script {path} cannot be read: {error.Message}");
        }
    }
}
