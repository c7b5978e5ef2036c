namespace Pipeline.Host.Local;

/// <summary>How this program starts itself again: as the program file it runs from, or as <c>dotnet Pipeline.Host.dll</c>.</summary>
public static class SelfCommand
{
    /// <param name="arguments">What follows the program.</param>
    public static IReadOnlyList<string> For(params ReadOnlySpan<string> arguments) =>
        [.. Program(Environment.ProcessPath, typeof(SelfCommand).Assembly.Location, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")), .. arguments];

    /// <summary>Run by <c>dotnet</c>, by a test host or whatever else loaded the assembly, it is the assembly that is started.</summary>
    internal static IReadOnlyList<string> Program(string? process, string assembly, string? dotnet)
    {
        var name = Path.GetFileName(process);
        return name == Path.GetFileNameWithoutExtension(assembly) ? [process!]
            : name == "dotnet" ? [process!, assembly]
            : [dotnet ?? "dotnet", assembly];
    }
}
