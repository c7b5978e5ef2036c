using System.Collections.Immutable;
using System.Net;
using Pipeline.Actors;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws;

namespace Pipeline.Host.Configuration;

/// <summary>Everything under <c>pipeline { }</c>: typed, checked, with absolute paths.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="Home">All state on disk lies under this folder.</param>
/// <param name="Environment">Where runs take place: <c>local</c>, <c>simulated</c>, <c>aws</c>.</param>
/// <param name="Sink">The lake's root for pipelines that name none.</param>
public sealed record PipelineOptions(
    string Root, string Home, string Environment, string Sink, ListenOptions Listen, JournalOptions Journal, LocalSettings Local, RunOptions Runs,
    ServiceOptions Service, LedgerOptions Ledger, SimulatedSettings Simulated)
{
    /// <summary>The <c>aws</c> environment; complete only where it is chosen.</summary>
    public required AwsSettings Aws { get; init; }
}

/// <summary>Where and to whom the service listens.</summary>
/// <param name="Address">Loopback unless configured.</param>
/// <param name="Port">0 takes any free one.</param>
/// <param name="Hosts">Further names taken in the Host header.</param>
/// <param name="TokenFile">Holds the bearer token that callers must show; required to listen beyond loopback.</param>
/// <param name="MaxBody">The largest request body, in bytes.</param>
public sealed record ListenOptions(IPAddress Address, int Port, ImmutableArray<string> Hosts, string? TokenFile, int MaxBody);

/// <summary>The event journal.</summary>
/// <param name="File">The SQLite file.</param>
/// <param name="Postgres">A PostgreSQL database to keep it in instead; null keeps it in the file.</param>
public sealed record JournalOptions(string File, Secret? Postgres = null);

/// <summary>The embedded environment.</summary>
/// <param name="Engine">What <c>.sql</c> jobs run on: <c>duckdb</c>.</param>
/// <param name="Sessions">How many sessions run at once; further ones wait.</param>
/// <param name="Postgres">A server to use instead of one started for the run.</param>
public sealed record LocalSettings(string Engine, int Sessions, Secret? Postgres);

/// <summary>How often the actors of a run look at what is slow, and how fast unfinished runs are taken up at the start.</summary>
public sealed record RunOptions(Polling Livy, Polling Cluster, Polling Warehouse, ResumeBudget Resume);

/// <summary>How the ledger is compared with the outside.</summary>
/// <param name="Every">How often.</param>
/// <param name="Settle">For how long what a run has left, or what is of no known run, is left alone.</param>
public sealed record LedgerOptions(TimeSpan Every, TimeSpan Settle);

/// <summary>How the service behaves towards its callers.</summary>
/// <param name="AnswerTimeout">After this an unanswered request is a 503.</param>
/// <param name="ShutdownLimit">How long a graceful stop may take: calls in flight, then the local environment.</param>
/// <param name="FirstRunGrace">How long <c>serve --until-idle</c> waits for its first run.</param>
/// <param name="IdleGrace">How long it stays after the last run has ended and the last caller has gone.</param>
public sealed record ServiceOptions(TimeSpan AnswerTimeout, TimeSpan ShutdownLimit, TimeSpan FirstRunGrace, TimeSpan IdleGrace);

/// <summary>The simulated environment.</summary>
/// <param name="Seed">What durations and faults are drawn from.</param>
/// <param name="Speed">How many times as fast as real time its time goes.</param>
/// <param name="Faults">Whether things go wrong by chance.</param>
public sealed record SimulatedSettings(int Seed, int Speed, bool Faults);
