namespace Pipeline.Host.Journals;

/// <summary>A second service was about to write to a journal that has one already.</summary>
public sealed class JournalHeldException(string message) : Exception(message)
{
    public static JournalHeldException By(JournalHolder holder, string journal) => new(
        $"The journal {journal} is held by another service ({holder}): stop that one (./pipeline stop in its checkout), "
        + "or give this one a journal of its own (PIPELINE__HOME, or PIPELINE__JOURNAL__POSTGRES).");
}

/// <summary>The journal's database does not answer.</summary>
public sealed class JournalUnreachableException(string journal, Exception cause) : Exception(
    $"The journal {journal} cannot be reached: {cause.Message} Start its server, or mend pipeline.journal.", cause);

/// <summary>The journal's database acknowledges what it may forget, and no run could be sure of what it has written.</summary>
public sealed class JournalForgetfulException(string journal, string? database) : Exception(
    $"The journal {journal} has synchronous_commit = off: when its server crashes, it loses what it has acknowledged. "
    + $"Mend it with ALTER DATABASE \"{database}\" SET synchronous_commit = on, or take that setting out of postgresql.conf, the role or the connection string.");
