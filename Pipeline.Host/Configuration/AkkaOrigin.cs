using Akka.Actor;

namespace Pipeline.Host.Configuration;

/// <summary>Which Akka.NET this program was built with: the real packages or the stand-ins under compat/.</summary>
internal static class AkkaOrigin
{
    public static string Describe()
    {
        var assembly = typeof(ActorSystem).Assembly.GetName();
        return assembly.Name == "Akka" ? $"Akka.NET {assembly.Version?.ToString(3)} (packages)" : $"the stand-ins of Akka.NET under compat/ ({assembly.Name})";
    }
}
