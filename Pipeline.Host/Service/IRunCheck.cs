using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Service;

/// <summary>What an environment can tell of a run before anything is made for it.</summary>
public interface IRunCheck
{
    /// <summary>Everything that would fail the run for certain, each with how to mend it. What cannot be told now is left to the run.</summary>
    Task<ImmutableArray<string>> Problems(RunRequest request, CancellationToken cancellation);
}
