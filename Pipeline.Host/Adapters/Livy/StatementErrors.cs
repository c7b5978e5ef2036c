using System.Text.RegularExpressions;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>Tells whether a statement that failed would fail again. Livy's ename is <c>Error</c> for any SQL, so the message decides.</summary>
internal static partial class StatementErrors
{
    private const string LocalRefusal = "Not supported by the local engine";

    /// <summary>Error classes of Spark that tell of the cluster's state, not of the statement.</summary>
    private static readonly string[] OfTheCluster =
        ["INTERNAL_ERROR", "TASK_WRITE_FAILED", "FAILED_READ_FILE", "FAILED_RENAME", "UNABLE_TO_ACQUIRE_MEMORY", "JOB_CANCELLED", "SPARK_JOB_CANCELLED"];

    private static readonly string[] OfThePythonCode =
        ["SyntaxError", "IndentationError", "NameError", "ImportError", "ModuleNotFoundError", "AnalysisException", "ParseException", "UnknownMagic"];

    public static StatementError Classify(string name, string message) => new(name, message, Kind(name, message));

    private static FailureKind Kind(string name, string message)
    {
        var text = message.AsSpan().TrimStart();
        if (text.StartsWith(LocalRefusal) || OfThePythonCode.Contains(name))
        {
            return FailureKind.Permanent;
        }

        // Spark's class in brackets stands first when parser or analyser refused; a task's failure names it in the middle.
        var match = ErrorClass().Match(message);
        return match.Success && !OfTheCluster.Any(own => match.Groups[1].Value.StartsWith(own, StringComparison.Ordinal))
            ? FailureKind.Permanent
            : FailureKind.Transient;
    }

    [GeneratedRegex(@"^\s*\[([A-Z][A-Z0-9_]*(?:\.[A-Z0-9_]+)*)\]")]
    private static partial Regex ErrorClass();
}
