namespace Pipeline.Tests.Support;

/// <summary>Where the files of this checkout lie.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The real input beside the checkout; null where it is missing.</summary>
    public static string? RealSource { get; } =
        Existing(Path.Combine(Root, "..", "shared", "data", "source"));

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string? Existing(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No Pipeline.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
