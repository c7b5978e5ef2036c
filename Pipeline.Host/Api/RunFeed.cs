using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>A run's events from any point on, first those in the journal, then each as it happens, until the run's last so far.</summary>
public sealed class RunFeed(ActorSystem system, RunIndex runs)
{
    /// <summary>Ends by itself when the run has; the caller made sure that the run exists.</summary>
    public async IAsyncEnumerable<RecordedEvent> Follow(RunId run, long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var live = Channel.CreateUnbounded<RecordedEvent>();
        var listener = system.ActorOf(Props.Create(() => new Listener(run, live.Writer)));

        // Before the journal is read: what happens in between is then in one of the two, or in both.
        system.EventStream.Subscribe(listener, typeof(RecordedEvent));
        try
        {
            await foreach (var recorded in JournalThenLive(run, from, live.Reader, cancellation))
            {
                yield return recorded;
            }
        }
        finally
        {
            system.EventStream.Unsubscribe(listener, typeof(RecordedEvent));
            system.Stop(listener);
        }
    }

    private async IAsyncEnumerable<RecordedEvent> JournalThenLive(
        RunId run, long next, ChannelReader<RecordedEvent> live, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var recorded in await Journaled(run, next, cancellation))
        {
            next = recorded.Sequence + 1;
            yield return recorded;
        }

        if (await IsOver(run, next, cancellation))
        {
            yield break;
        }

        await foreach (var happened in live.ReadAllAsync(cancellation))
        {
            // A gap is filled from the journal, so that a reader sees every event once and in order.
            var due = (happened.Sequence > next ? await Journaled(run, next, cancellation) : [happened]).Where(recorded => recorded.Sequence >= next).ToList();
            foreach (var recorded in due)
            {
                next = recorded.Sequence + 1;
                yield return recorded;
            }

            // One that a retry follows is not the last.
            if (due is [.., { Event: RunFinished }])
            {
                yield break;
            }
        }
    }

    private async Task<IReadOnlyList<RecordedEvent>> Journaled(RunId run, long from, CancellationToken cancellation) =>
        await runs.Ask(new GetRunEvents(run, from), cancellation) is RunEventList list ? list.Events : [];

    /// <summary>A reader who has seen the last event already must not wait for another.</summary>
    private async Task<bool> IsOver(RunId run, long next, CancellationToken cancellation) =>
        await runs.Ask(new GetRun(run), cancellation) is not RunView view || (view.State.IsFinal() && view.Events < next);

    private sealed class Listener : ReceiveActor
    {
        public Listener(RunId run, ChannelWriter<RecordedEvent> live) =>
            Receive<RecordedEvent>(happened => happened.Run == run, happened => live.TryWrite(happened));
    }
}
