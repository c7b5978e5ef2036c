using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Asking;

/// <summary>Asking for an answer.</summary>
public sealed class AskSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_answer_is_the_result()
    {
        var actor = Answering(message => message);

        Assert.Equal("hello", await actor.Ask<string>("hello", Patience));
        Assert.Equal(42, await actor.Ask<int>(42, Patience));
        Assert.Equal("hello", await actor.Ask("hello", Patience));
    }

    [Fact]
    public async Task Without_an_answer_in_time_it_fails()
    {
        var failure = await Assert.ThrowsAsync<AskTimeoutException>(() => Sys.ActorOf(Props.Empty).Ask<string>("x", TimeSpan.FromMilliseconds(30)));

        Assert.Equal("Timeout after 0.03 seconds", failure.Message);
    }

    [Fact]
    public async Task A_token_cancels_it()
    {
        using var source = new CancellationTokenSource();
        var asking = Sys.ActorOf(Props.Empty).Ask<string>("x", source.Token);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_failure_is_thrown_to_whoever_asked_for_something_else()
    {
        var actor = Answering(_ => new Status.Failure(new ApplicationException("no")));

        Assert.Equal("no", (await Assert.ThrowsAsync<ApplicationException>(() => actor.Ask<string>("x", Patience))).Message);
    }

    [Fact]
    public async Task A_failure_is_the_answer_for_whoever_asked_for_a_status_only()
    {
        var actor = Answering(_ => new Status.Failure(new ApplicationException("no")));

        await Assert.ThrowsAsync<ApplicationException>(() => actor.Ask<object>("x", Patience));
        Assert.IsType<Status.Failure>(await actor.Ask<Status>("x", Patience));
    }

    [Fact]
    public async Task An_answer_of_another_type_fails()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Answering(_ => 42).Ask<string>("x", Patience));
    }

    [Fact]
    public async Task The_asker_may_be_put_into_the_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new ReplyTo()));

        Assert.Equal("here", await actor.Ask<string>(me => me, Patience, CancellationToken.None));
    }

    [Fact]
    public async Task A_second_answer_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Chatty()));
        await actor.Ask<string>("x", Patience);

        Assert.Equal("second", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public async Task A_thousand_asks_get_a_thousand_answers()
    {
        var actor = Answering(message => message);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => actor.Ask<int>(i, Patience)));

        Assert.Equal(Enumerable.Range(0, 1_000), answers);
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Sys.ActorOf(Props.Create(() => new Answers(m => m)), "there");

        Assert.Equal("hi", await Sys.ActorSelection("/user/there").Ask<string>("hi", Patience));
    }

    private IActorRef Answering(Func<object, object> answer) => Sys.ActorOf(Props.Create(() => new Answers(answer)));

    private sealed class Answers : ReceiveActor
    {
        public Answers(Func<object, object> answer) => ReceiveAny(message => Sender.Tell(answer(message)));
    }

    private sealed class ReplyTo : ReceiveActor
    {
        public ReplyTo() => Receive<IActorRef>(to => to.Tell("here"));
    }

    private sealed class Chatty : ReceiveActor
    {
        public Chatty() => ReceiveAny(_ =>
        {
            Sender.Tell("first");
            Sender.Tell("second");
        });
    }
}
