using Pipeline.Host.Configuration;

namespace Pipeline.Host.Journals;

/// <summary>The journal's database as the host sees it, beside what Akka.Persistence does with it: who it is, who holds it, whether it is there.</summary>
internal interface IJournal
{
    /// <summary>For people; holds no secret.</summary>
    string Name { get; }

    /// <summary>Takes the journal for this process until disposed, and makes it ready to be written.</summary>
    /// <exception cref="JournalHeldException">Another service holds it.</exception>
    /// <exception cref="JournalUnreachableException">The database does not answer.</exception>
    /// <exception cref="JournalForgetfulException">The database may lose what it acknowledges.</exception>
    Task<IJournalHold> Take(JournalHolder holder, CancellationToken cancellation);

    /// <summary>Who holds the journal at this moment, or null.</summary>
    /// <exception cref="JournalUnreachableException">The database does not answer.</exception>
    Task<JournalHolder?> Holder(CancellationToken cancellation);

    /// <summary>The journal's id, for readers; null while it has none.</summary>
    /// <exception cref="JournalUnreachableException">The database does not answer.</exception>
    Task<string?> Id(CancellationToken cancellation);

    /// <summary>Whether any service has ever made it.</summary>
    /// <exception cref="JournalUnreachableException">The database does not answer.</exception>
    Task<bool> Exists(CancellationToken cancellation);

    /// <summary>Whether it can be read at this moment.</summary>
    Task<bool> IsReadable(CancellationToken cancellation);
}

/// <summary>The journal in the hands of this process.</summary>
internal interface IJournalHold : IAsyncDisposable
{
    /// <summary>Random, made with the journal; goes into the tags of everything a run creates.</summary>
    string Id { get; }

    /// <summary>Cancelled when another service has taken the journal over: this one must not go on.</summary>
    CancellationToken Lost { get; }
}

/// <summary>Which of the two journals the options name.</summary>
internal static class JournalKinds
{
    public static IJournal Of(JournalOptions options) =>
        options.Postgres is { } postgres ? new PostgresJournal(postgres) : new SqliteJournal(options.File);
}
