namespace Pipeline.Host.Configuration;

/// <summary>The folder that this program belongs to: where hocon.conf, pipelines/, spark/ and sql/ lie.</summary>
public static class Checkout
{
    public const string ConfigurationFile = "hocon.conf";

    /// <summary>The nearest folder above the program that holds <c>hocon.conf</c>; the caller's folder plays no part.</summary>
    public static string Root => Above(AppContext.BaseDirectory);

    public static string Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, ConfigurationFile)))
            {
                return folder.FullName;
            }
        }

        throw new ConfigurationProblemsException([$"No {ConfigurationFile} in {start} or above it: the program has to stay in its checkout."]);
    }
}
