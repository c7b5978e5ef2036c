using System.Net;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>A refusal in one of Livy's shapes: an object with <c>msg</c>, or a bare JSON string.</summary>
public sealed record LivyError(HttpStatusCode Status, string Text, bool Bare)
{
    private const string Rpc = "java.util.concurrent.ExecutionException: org.apache.livy.rsc.rpc.RpcException: ";

    public static readonly LivyError StatementNotFound = new(HttpStatusCode.NotFound, "Statement not found", Bare: true);
    public static readonly LivyError NotActive = Message(HttpStatusCode.BadRequest, "requirement failed: Session isn't active.");
    public static readonly LivyError Lost = Failure("java.util.concurrent.CancellationException");
    public static readonly LivyError TooMany = Message(HttpStatusCode.BadRequest, "Rejected, too many sessions are being created!");

    public static readonly LivyError NoCode =
        Failure(Rpc + "java.lang.NullPointerException: Cannot invoke \"String.toCharArray()\" because \"s\" is null");

    public static readonly LivyError KindMissing =
        Failure(Rpc + "java.lang.IllegalArgumentException: Code type should be specified if session kind is shared");

    /// <summary>Livy takes such a statement and never runs it; refusing it is one of the gateway's safe deviations.</summary>
    public static readonly LivyError SharedStatement =
        Message(HttpStatusCode.BadRequest, "Invalid kind of a statement: shared. Name the language of the code, such as sql.");

    public static LivyError InvalidStatementKind(string kind) =>
        Failure(Rpc + "java.lang.IllegalArgumentException: Invalid kind: " + kind);

    public static LivyError NotRunning(string state) =>
        Failure("java.lang.IllegalStateException: Session is in state " + state);

    public static LivyError SessionNotFound(string key) => Message(HttpStatusCode.NotFound, $"Session '{key}' not found.");

    public static LivyError NotANumber(string text) => Message(HttpStatusCode.BadRequest, $"For input string: \"{text}\"");

    public static LivyError Rejected(string reason) => Message(HttpStatusCode.BadRequest, "Rejected, Reason: " + reason);

    public static LivyError Unreadable(string message) => new(HttpStatusCode.BadRequest, message, Bare: true);

    public static LivyError UnknownVersion(string version) => Message(HttpStatusCode.NotAcceptable, $"No value found for '{version}'");

    /// <summary>An exception on the server's side, as Livy shows it: its text as a bare string.</summary>
    public static LivyError Failure(string exception) => new(HttpStatusCode.InternalServerError, exception, Bare: true);

    private static LivyError Message(HttpStatusCode status, string text) => new(status, text, Bare: false);
}

/// <summary>Carries a refusal from where it is decided to the one place that answers it.</summary>
public sealed class LivyException(LivyError error) : Exception(error.Text)
{
    public LivyError Error { get; } = error;
}
