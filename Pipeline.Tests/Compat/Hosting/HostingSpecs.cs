using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Pipeline.Tests.Compat.Hosting;

public sealed class HostingSpecs
{
    [Fact]
    public async Task The_system_starts_with_the_host_gives_out_its_actors_and_ends_with_it()
    {
        using var host = new HostBuilder().ConfigureServices(services => services.AddSingleton("injected").AddAkka("hosted", (akka, _) => akka
            .AddHocon("akka.loglevel = OFF", HoconAddMode.Prepend)
            .AddHocon("akka.loglevel = ERROR\na.b = 1", HoconAddMode.Append)
            .WithActors((system, registry, resolver) => registry.Register<Greeter>(system.ActorOf(resolver.Props<Greeter>("hello"), "greeter"))))).Build();
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();

        Assert.Equal(("OFF", 1), (system.Settings.Config.GetString("akka.loglevel"), system.Settings.Config.GetInt("a.b")));
        var greeter = host.Services.GetRequiredService<IRequiredActor<Greeter>>().ActorRef;
        Assert.Equal("hello", await greeter.Ask<string>("?", TimeSpan.FromSeconds(10)));
        Assert.Throws<MissingActorRegistryEntryException>(() => ActorRegistry.For(system).Get<HostingSpecs>());
        Assert.Throws<DuplicateActorRegistryException>(() => ActorRegistry.For(system).Register<Greeter>(greeter));

        await host.StopAsync();
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    private sealed class Greeter : ReceiveActor
    {
        public Greeter(string greeting) => Receive<string>(_ => Sender.Tell(greeting));
    }
}
