using Akka.Configuration;
using Akka.TestKit;

namespace Pipeline.Tests.Compat.Scheduling;

/// <summary>Settings under which time stands still until a test moves it.</summary>
internal static class Virtual
{
    public static Config Time { get; } = ConfigurationFactory.ParseString(
        $"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"\n");
}
