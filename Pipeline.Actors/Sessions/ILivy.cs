using System.Collections.Immutable;

namespace Pipeline.Actors.Sessions;

/// <summary>Livy's REST contract in the words of the run. Each call is made once, without retry inside.</summary>
/// <remarks>Every member throws <see cref="PortFailureException"/> for an outside error, and no other.</remarks>
public interface ILivy
{
    /// <summary>The session of this name, or null.</summary>
    Task<Session?> FindSession(LivyEndpoint livy, string name, CancellationToken cancellation);

    /// <summary>Asks for a session; a name already in use answers that session.</summary>
    Task<Session> CreateSession(LivyEndpoint livy, SessionRequest request, CancellationToken cancellation);

    /// <summary>The statement whose first line carries this marker, or null.</summary>
    Task<Statement?> FindStatement(LivyEndpoint livy, string session, string marker, CancellationToken cancellation);

    Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation);

    Task<Statement> GetStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation);

    /// <summary>Asks Livy to stop the statement; it may still finish.</summary>
    Task CancelStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation);

    /// <summary>Tells Livy that the session is still wanted: only this, a statement or its end puts off its idle timeout; looking at it does not.</summary>
    Task KeepSession(LivyEndpoint livy, string name, CancellationToken cancellation);

    /// <summary>Ends the session and frees its name; one that is gone already is no error.</summary>
    Task DeleteSession(LivyEndpoint livy, string name, CancellationToken cancellation);
}

/// <summary>A cluster's Livy. The adapter finds the credentials by the cluster's name; they are never in here.</summary>
public sealed record LivyEndpoint(string Cluster, string Url);

/// <param name="Name">Deterministic: <c>&lt;pipeline&gt;-&lt;runId&gt;-&lt;job&gt;-&lt;attempt&gt;</c>.</param>
/// <param name="Kind">Livy's kind: sql, pyspark, spark, sparkr.</param>
/// <param name="Conf">Spark settings; no secrets, Livy shows them.</param>
public sealed record SessionRequest(string Name, string Kind, ImmutableSortedDictionary<string, string> Conf);

/// <summary>A Livy session. It is addressed by name: ids start again after a restart of Livy and may be a stranger's.</summary>
public sealed record Session(string Name, int Id, SessionStatus Status, ImmutableArray<string> Log);

public enum SessionStatus
{
    /// <summary>Not ready yet: wait.</summary>
    Starting,

    /// <summary>Takes statements: Livy's idle or busy.</summary>
    Ready,

    /// <summary>Will take no statement any more: error, dead, killed, success or shutting_down.</summary>
    Ended,
}

/// <summary>A statement as Livy last showed it.</summary>
/// <param name="Id">Livy's id in its session.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Rows">The answer once it succeeded.</param>
/// <param name="Error">What failed, once it failed.</param>
public sealed record Statement(int Id, StatementStatus Status, double Progress = 0, RowSet? Rows = null, StatementError? Error = null);

public enum StatementStatus
{
    Waiting,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>An answer's columns and rows; every cell is the text of its JSON value, or null.</summary>
public sealed record RowSet(ImmutableArray<Column> Columns, ImmutableArray<ImmutableArray<string?>> Rows);

/// <param name="Name">Its name.</param>
/// <param name="Type">Spark's JSON name of the type.</param>
public sealed record Column(string Name, string Type);

/// <param name="Name">Livy's <c>ename</c>.</param>
/// <param name="Message">Livy's <c>evalue</c>, whole.</param>
/// <param name="Kind">Whether the same statement would fail again.</param>
public sealed record StatementError(string Name, string Message, FailureKind Kind);
