using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated.Service;

/// <summary>Knows which runs wait for their journal: events that were decided and not yet applied. For the actors' one thread.</summary>
internal sealed class Journaling
{
    private readonly Dictionary<RunId, int> _waiting = [];

    public bool IsGoingOn => _waiting.Count > 0;

    public RunCore Core => RunCore.Own with
    {
        Decide = (state, input, now) =>
        {
            var decision = Run.Decide(state, input, now);
            if (!decision.Events.IsEmpty && (decision.Events[0] as RunRequested ?? state.Request) is { } request)
            {
                _waiting[request.Run] = decision.Events.Length;
            }

            return decision;
        },
        Apply = (state, change) =>
        {
            var next = Run.Apply(state, change);
            var run = next.Requested.Run;

            // A supervisor that starts again after a failed write reads its journal from the beginning.
            if (change is RunRequested && _waiting.GetValueOrDefault(run) == 0)
            {
                _waiting.Remove(run);
            }
            else if (_waiting.TryGetValue(run, out var left) && --left > 0)
            {
                _waiting[run] = left;
            }
            else
            {
                _waiting.Remove(run);
            }

            return next;
        },
    };
}
