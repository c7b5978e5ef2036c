using Akka.Actor;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;

namespace Pipeline.Host.Service;

/// <summary>How many runs go on.</summary>
internal static class UnfinishedRuns
{
    /// <summary>Null when the index does not tell now. A run that stands still, its journal damaged or its environment another, is none to wait for.</summary>
    public static async Task<int?> Count(RunIndex runs, CancellationToken cancellation)
    {
        try
        {
            return await runs.Ask(new ListRuns(), cancellation) is RunList list
                ? list.Runs.Count(run => !run.State.IsFinal() && run.Damage is null && run.Elsewhere is null)
                : null;
        }
        catch (Exception failure) when (failure is AskTimeoutException or UnavailableException)
        {
            return null;
        }
    }
}
