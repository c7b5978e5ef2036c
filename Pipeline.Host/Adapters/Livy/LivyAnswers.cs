using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Actors.Sessions;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>Reads Livy's sessions and statements. Keys that a version does not know are missing; unknown ones are passed over.</summary>
internal static class LivyAnswers
{
    public static Session Session(JsonElement body, string name) => new(
        name,
        body.GetProperty("id").GetInt32(),
        LivyStates.Session(body.GetProperty("state").GetString() ?? ""),
        body.TryGetProperty("log", out var log) && log.ValueKind == JsonValueKind.Array
            ? [.. log.EnumerateArray().Select(line => line.GetString() ?? "")]
            : []);

    public static ImmutableArray<(string Name, int Id, string State)> Sessions(JsonElement body) =>
    [
        .. body.GetProperty("sessions").EnumerateArray()
            .Where(session => session.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
            .Select(session => (session.GetProperty("name").GetString()!, session.GetProperty("id").GetInt32(), session.GetProperty("state").GetString() ?? "")),
    ];

    public static Statement Statement(JsonElement body)
    {
        var id = body.GetProperty("id").GetInt32();
        var progress = body.TryGetProperty("progress", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
        return LivyStates.Statement(body.GetProperty("state").GetString() ?? "") switch
        {
            LivyStatementState.Waiting => new Statement(id, StatementStatus.Waiting, progress),
            LivyStatementState.Running => new Statement(id, StatementStatus.Running, progress),

            // Its output may change later, even to "ok": who cancelled does not want it.
            LivyStatementState.Cancelled => new Statement(id, StatementStatus.Cancelled, progress),
            _ => Ended(id, body.TryGetProperty("output", out var output) ? output : default, progress),
        };
    }

    /// <summary>The statement whose code's first line holds the marker as a word of its own: <c>run/job/1/1</c> is not in <c>run/job/1/12</c>.</summary>
    public static Statement? WithMarker(JsonElement body, string marker)
    {
        var pattern = new Regex($@"(?<![\w/-]){Regex.Escape(marker)}(?![\w/-])", RegexOptions.CultureInvariant);
        return body.GetProperty("statements").EnumerateArray()
            .Where(statement => pattern.IsMatch(FirstLine(statement)))
            .Select(Statement)
            .FirstOrDefault();
    }

    private static string FirstLine(JsonElement statement) =>
        statement.TryGetProperty("code", out var code) ? (code.GetString() ?? "").Split(['\r', '\n'], 2)[0] : "";

    private static Statement Ended(int id, JsonElement output, double progress)
    {
        // "available" without an output is a gap of the driver's, not an answer: the next look may show it.
        if (output.ValueKind != JsonValueKind.Object)
        {
            return new Statement(id, StatementStatus.Running, progress);
        }

        var data = output.TryGetProperty("data", out var found) ? found : default;
        return Text(output, "status") != "ok" ? Failed(id, output, progress)

            // A magic that failed in Python answers "ok" with the interpreter's own error reply inside.
            : data.ValueKind == JsonValueKind.Object && data.TryGetProperty("msg_type", out _) ? Failed(id, data.GetProperty("content"), progress)
            : new Statement(id, StatementStatus.Succeeded, progress, Rows: LivyRows.Read(data));
    }

    private static Statement Failed(int id, JsonElement error, double progress) => new(
        id, StatementStatus.Failed, progress, Error: StatementErrors.Classify(Text(error, "ename") ?? "Error", Text(error, "evalue") ?? "no reason given"));

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? LivyRows.Cell(value) : null;
}
