using System.Globalization;
using System.Text.Json;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>A statement as Livy shows it.</summary>
internal static class StatementJson
{
    public static void Write(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        json.WriteNumber("id", statement.Id);
        json.WriteString("code", statement.Code);
        json.WriteString("state", Name(statement.State));
        WriteOutput(json, statement);
        json.WritePropertyName("progress");
        json.WriteRawValue(Double(statement.Progress), skipInputValidation: true);
        json.WriteNumber("started", statement.Started);
        json.WriteNumber("completed", statement.Completed);
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, Statement statement)
    {
        switch (statement.Output)
        {
            case null:
                json.WriteNull("output");
                break;
            case StatementOutput.Ok ok:
                WriteHead(json, "ok", statement.Id);
                json.WriteStartObject("data");
                json.WritePropertyName("application/json");
                json.WriteRawValue(ok.RawJson, skipInputValidation: true);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case StatementOutput.Error error:
                WriteHead(json, "error", statement.Id);
                json.WriteString("ename", error.Name);
                json.WriteString("evalue", error.Value);
                json.WriteStartArray("traceback");
                foreach (var frame in error.Traceback)
                {
                    json.WriteStringValue(frame);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteHead(Utf8JsonWriter json, string status, int id)
    {
        json.WriteStartObject("output");
        json.WriteString("status", status);
        json.WriteNumber("execution_count", id);
    }

    private static string Name(StatementState state) => state switch
    {
        StatementState.Waiting => "waiting",
        StatementState.Running => "running",
        StatementState.Available => "available",
        StatementState.Cancelling => "cancelling",
        _ => "cancelled",
    };

    // Java always shows a double's fraction: 1.0 where .NET would write 1.
    private static string Double(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text;
    }
}
