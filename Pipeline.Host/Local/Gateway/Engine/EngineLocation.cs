namespace Pipeline.Host.Local.Gateway.Engine;

/// <summary>Finds the engine's program in the checkout that this assembly was built from.</summary>
public static class EngineLocation
{
    private static readonly string Script = Path.Combine("Pipeline.Host", "Local", "engine", "main.mjs");

    /// <summary>The command that starts an engine.</summary>
    /// <exception cref="FileNotFoundException">There is no engine in any folder above the assembly.</exception>
    public static IReadOnlyList<string> Command()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, Script);
            if (File.Exists(script))
            {
                return ["node", "--no-warnings", script];
            }
        }

        throw new FileNotFoundException(
            $"The SQL engine ({Script}) is in no folder above {AppContext.BaseDirectory}; run the project from its checkout.", Script);
    }
}
