using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Util;
using Akka.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts actors when the system is up.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Starts actors when the system is up.</summary>
public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

/// <summary>Collects what an actor system is made of.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<ActorStarterWithResolver> _starters = [];
    private bool _built;

    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ServiceCollection = serviceCollection;
        ActorSystemName = actorSystemName;
    }

    public string ActorSystemName { get; }

    public IServiceCollection ServiceCollection { get; }

    public readonly HashSet<Setup> Setups = [];

    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    internal AkkaConfigurationBuilder AddHoconConfiguration(Config newHocon, HoconAddMode addMode)
    {
        Configuration = addMode switch
        {
            HoconAddMode.Replace => newHocon,
            _ when !Configuration.HasValue => newHocon,
            HoconAddMode.Append => Configuration.Value.WithFallback(newHocon),
            _ => newHocon.WithFallback(Configuration.Value),
        };
        return this;
    }

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) =>
        StartActors((system, registry, _) =>
        {
            starter(system, registry);
            return Task.CompletedTask;
        });

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) =>
        StartActors((system, registry, resolver) =>
        {
            starter(system, registry, resolver);
            return Task.CompletedTask;
        });

    public AkkaConfigurationBuilder StartActors(ActorStarter starter) =>
        StartActors((system, registry, _) => starter(system, registry));

    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        if (_built)
        {
            throw new InvalidOperationException("The actor system has been built already.");
        }

        _starters.Add(starter);
        return this;
    }

    internal ActorSystem Build(IServiceProvider provider)
    {
        _built = true;
        var config = Configuration.HasValue ? Configuration.Value : Config.Empty;
        var setup = Setups.Aggregate(
            ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), DependencyResolverSetup.Create(provider)),
            (all, next) => all.And(next));
        if (!Setups.OfType<LoggerFactorySetup>().Any() && provider.GetService<ILoggerFactory>() is { } loggers)
        {
            setup = setup.And(new LoggerFactorySetup(loggers));
        }

        return ActorSystem.Create(ActorSystemName, setup);
    }

    internal async Task Start(ActorSystem system)
    {
        var (registry, resolver) = (ActorRegistry.For(system), DependencyResolver.For(system).Resolver);
        foreach (var starter in _starters)
        {
            await starter(system, registry, resolver).ConfigureAwait(false);
        }
    }
}
