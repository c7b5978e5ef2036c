using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>A test that runs an engine process and is skipped where there is no Node.js.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly bool HasNode = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    public NodeFactAttribute()
    {
        if (!HasNode)
        {
            Skip = "node is not on the PATH";
        }
    }
}
