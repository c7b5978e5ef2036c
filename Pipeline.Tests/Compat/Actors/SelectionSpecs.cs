using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>Reaching actors by path.</summary>
public sealed class SelectionSpecs : TestKit
{
    private readonly IActorRef _parent;

    public SelectionSpecs()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        _parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)), "parent");
        foreach (var name in new[] { "a1", "a2", "b1" })
        {
            _parent.Tell((Props.Create(() => new Named(TestActor)), name), ActorRefs.NoSender);
        }

        _parent.Ask<ActorIdentity>(new Identify(0)).Wait();
    }

    [Theory]
    [InlineData("/user/parent/a1", "a1")]
    [InlineData("/user/parent/a1/../b1", "b1")]
    [InlineData("/user/parent/a?", "a1,a2")]
    [InlineData("/user/parent/*1", "a1,b1")]
    [InlineData("/user/*/a2", "a2")]
    public void A_path_leads_to_actors(string path, string names)
    {
        Sys.ActorSelection(path).Tell("who?");

        Assert.Equal(names.Split(','), ReceiveN(names.Split(',').Length).Cast<string>().Order());
        ExpectNoMsg(20);
    }

    [Fact]
    public void A_path_may_be_relative_to_an_actor()
    {
        Sys.ActorSelection(_parent, "b1").Tell("who?");

        ExpectMsg("b1");
    }

    [Fact]
    public async Task An_actor_is_found_by_its_path()
    {
        var found = await Sys.ActorSelection("/user/parent/a1").ResolveOne(TimeSpan.FromSeconds(3));

        Assert.Equal("a1", found.Path.Name);
        Assert.True(found.Path.Uid > 0);
        Assert.Equal(found, await Sys.ActorSelection(found.Path).ResolveOne(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Nobody_is_found_where_nobody_is()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromSeconds(3)));
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.ActorSelection("/user/nobody").Tell("hello?");

        Assert.Equal("hello?", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void Identify_asks_for_the_reference()
    {
        _parent.Tell(new Identify("id"));

        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(("id", _parent), (identity.MessageId, identity.Subject));
    }

    private sealed class Named : ReceiveActor
    {
        public Named(IActorRef probe) => Receive<string>(_ => probe.Tell(Self.Path.Name, ActorRefs.NoSender));
    }
}
