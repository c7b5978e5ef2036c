using System.Diagnostics;

namespace Akka.Actor.Internal;

/// <summary>A child and how often it was restarted.</summary>
public class ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0) : IChildStats
{
    public IInternalActorRef Child { get; } = child;

    public long Uid => Child.Path.Uid;

    public uint MaxNrOfRetriesCount { get; private set; } = maxNrOfRetriesCount;

    public long RestartTimeWindowStartTicks { get; private set; } = restartTimeWindowStartTicks;

    /// <summary>Counts a restart; false when it is one too many in the window.</summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
            return false;
        var retriesAreLimited = maxNrOfRetries > 0;
        var timeIsLimited = withinTimeMilliseconds > 0;
        if (!timeIsLimited)
        {
            if (retriesAreLimited)
                MaxNrOfRetriesCount++;
            return !retriesAreLimited || MaxNrOfRetriesCount <= maxNrOfRetries;
        }

        // A window without a limit allows one restart in it.
        var limit = retriesAreLimited ? maxNrOfRetries : 1;
        var now = Stopwatch.GetElapsedTime(0).Ticks;
        if (RestartTimeWindowStartTicks == 0)
            RestartTimeWindowStartTicks = now;
        if (now - RestartTimeWindowStartTicks > withinTimeMilliseconds * TimeSpan.TicksPerMillisecond)
        {
            MaxNrOfRetriesCount = 1;
            RestartTimeWindowStartTicks = now;
            return true;
        }

        MaxNrOfRetriesCount++;
        return MaxNrOfRetriesCount <= limit;
    }
}
