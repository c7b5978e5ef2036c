using Akka.Actor;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>An actor that reports its hooks and what it is told to do, for the tests of lifecycles.</summary>
internal sealed class Reporter : ReceiveActor
{
    private readonly IActorRef _probe;
    private readonly string _name;

    public Reporter(IActorRef probe, string name)
    {
        (_probe, _name) = (probe, name);
        Report("ctor");
        Receive<Exception>(cause => throw cause);
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        Receive<(Props Props, string Name)>(child => Sender.Tell(Context.ActorOf(child.Props, child.Name)));
        Receive<string>(text => text == "stop", _ => Context.Stop(Self));
        Receive<string>(text => Sender.Tell($"{_name}: {text}"));
    }

    protected override void PreStart() => Report("PreStart");

    protected override void PostStop() => Report("PostStop");

    protected override void PreRestart(Exception reason, object? message)
    {
        Report($"PreRestart {reason.Message} {message?.GetType().Name ?? "nothing"}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        Report($"PostRestart {reason.Message}");
        base.PostRestart(reason);
    }

    private void Report(string what) => _probe.Tell($"{_name} {what}");
}

/// <summary>A parent with a strategy of the test's choice; makes children on request and hands them out.</summary>
internal sealed class Parent : ReceiveActor
{
    private readonly SupervisorStrategy _strategy;

    public Parent(SupervisorStrategy strategy)
    {
        _strategy = strategy;
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        Receive<(Props Props, string Name)>(child => Sender.Tell(Context.ActorOf(child.Props, child.Name)));
        Receive<Exception>(cause => throw cause);
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;
}
