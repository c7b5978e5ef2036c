using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Actor;

/// <summary>Makes the strategy of the user guardian, as configuration names it.</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        Activator.CreateInstance(TypeCache.TryGetType(typeName) ?? throw new ConfigurationException($"Could not find SupervisorStrategyConfigurator type {typeName}"))
            as SupervisorStrategyConfigurator ?? throw new ConfigurationException($"{typeName} is no SupervisorStrategyConfigurator");
}

/// <summary>Restarts.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>Stops.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
