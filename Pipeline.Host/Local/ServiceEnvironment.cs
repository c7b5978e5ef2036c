using System.Diagnostics;

namespace Pipeline.Host.Local;

/// <summary>What of the service's environment is none of its child processes' business.</summary>
internal static class ServiceEnvironment
{
    // The service's settings, among them a warehouse's connection string with its password; the children get what they need as arguments.
    private const string Settings = "PIPELINE__";

    public static void Hide(ProcessStartInfo child)
    {
        foreach (var name in child.Environment.Keys.Where(name => name.StartsWith(Settings, StringComparison.Ordinal)).ToList())
        {
            child.Environment.Remove(name);
        }
    }
}
