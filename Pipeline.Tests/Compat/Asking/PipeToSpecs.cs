using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Asking;

/// <summary>Results of tasks as messages.</summary>
public sealed class PipeToSpecs : TestKit
{
    [Fact]
    public void A_result_is_sent()
    {
        _ = Task.FromResult(42).PipeTo(TestActor);

        ExpectMsg(42);
    }

    [Fact]
    public void A_result_may_be_mapped_and_sent_in_anothers_name()
    {
        var sender = CreateTestProbe();
        _ = Task.FromResult(42).PipeTo(TestActor, sender.Ref, n => $"got {n}");

        ExpectMsgFrom(sender.Ref, "got 42");
    }

    [Fact]
    public void A_failure_is_sent_as_such()
    {
        var cause = new ApplicationException("no");
        _ = Task.FromException<int>(cause).PipeTo(TestActor);

        Assert.Same(cause, ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void A_failure_may_be_mapped()
    {
        _ = Task.FromException<int>(new ApplicationException("no")).PipeTo(TestActor, failure: e => e.Message);

        ExpectMsg("no");
    }

    [Fact]
    public void A_cancellation_is_a_failure()
    {
        _ = Task.FromCanceled<int>(new CancellationToken(true)).PipeTo(TestActor);

        Assert.IsAssignableFrom<OperationCanceledException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void A_task_without_a_result_sends_nothing_unless_it_is_mapped()
    {
        _ = Task.CompletedTask.PipeTo(TestActor);
        _ = Task.CompletedTask.PipeTo(TestActor, success: () => "done");

        ExpectMsg("done");
        ExpectNoMsg(20);
    }

    [Fact]
    public void A_task_without_a_result_may_fail_too()
    {
        _ = Task.FromException(new ApplicationException("no")).PipeTo(TestActor, failure: e => e.Message);

        ExpectMsg("no");
    }

    [Fact]
    public void Value_tasks_are_piped_alike()
    {
        _ = new ValueTask<int>(42).PipeTo(TestActor);

        ExpectMsg(42);
    }

    [Fact]
    public async Task A_graceful_stop_waits_for_the_end()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);

        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(3)));
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_graceful_stop_gives_up_in_the_end()
    {
        var actor = Sys.ActorOf(Props.Empty);

        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(50), "please"));
    }
}
