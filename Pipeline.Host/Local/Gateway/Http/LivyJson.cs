using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>Livy's views as JSON: its keys, in the order in which it writes them.</summary>
public static class LivyJson
{
    /// <summary>How many lines of its log a session's view carries.</summary>
    private const int ViewLogLines = 10;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Message(string text) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("msg", text);
        json.WriteEndObject();
    });

    public static byte[] Text(string text) => Write(json => json.WriteStringValue(text));

    public static byte[] Session(LivySession session, IReadOnlyList<string> log) => Write(json => WriteSession(json, session, log));

    public static byte[] Sessions(int from, int total, IEnumerable<(LivySession Session, IReadOnlyList<string> Log)> page) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("from", from);
        json.WriteNumber("total", total);
        json.WriteStartArray("sessions");
        foreach (var (session, log) in page)
        {
            WriteSession(json, session, log);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] State(LivySession session) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("id", session.Id);
        json.WriteString("state", session.State);
        json.WriteEndObject();
    });

    public static byte[] Log(int id, int from, int total, IEnumerable<string> lines) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteNumber("from", from);
        json.WriteNumber("total", total);
        WriteList(json, "log", lines);
        json.WriteEndObject();
    });

    public static byte[] Statement(Statement statement) => Write(json => StatementJson.Write(json, statement));

    public static byte[] Statements(int total, IEnumerable<Statement> page) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("total_statements", total);
        json.WriteStartArray("statements");
        foreach (var statement in page)
        {
            StatementJson.Write(json, statement);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] NoCandidates() => Write(json =>
    {
        json.WriteStartObject();
        WriteList(json, "candidates", []);
        json.WriteEndObject();
    });

    public static byte[] Version() => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("url", "");
        json.WriteString("branch", "");
        json.WriteString("revision", "");
        json.WriteString("version", "0.8.0-incubating");
        json.WriteString("date", "");
        json.WriteString("user", "pipeline");
        json.WriteEndObject();
    });

    private static void WriteSession(Utf8JsonWriter json, LivySession session, IReadOnlyList<string> log)
    {
        var request = session.Request;
        json.WriteStartObject();
        json.WriteNumber("id", session.Id);
        json.WriteString("name", request.Name);
        json.WriteNull("appId");
        json.WriteNull("owner");
        json.WriteNull("proxyUser");
        json.WriteString("state", session.State);
        json.WriteString("kind", request.Kind);
        json.WriteStartObject("appInfo");
        json.WriteNull("driverLogUrl");
        json.WriteNull("sparkUiUrl");
        json.WriteEndObject();
        WriteList(json, "log", log.TakeLast(ViewLogLines));

        // Livy 0.8 shows proxyUser here, by mistake.
        json.WriteNull("ttl");
        json.WriteString("driverMemory", request.DriverMemory);
        json.WriteNumber("driverCores", request.DriverCores);
        json.WriteString("executorMemory", request.ExecutorMemory);
        json.WriteNumber("executorCores", request.ExecutorCores);
        json.WriteStartObject("conf");
        foreach (var (key, value) in request.Conf)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        WriteList(json, "archives", request.Archives);
        WriteList(json, "files", request.Files);
        json.WriteNumber("heartbeatTimeoutInSecond", request.HeartbeatTimeoutInSecond);
        WriteList(json, "jars", request.Jars);
        json.WriteNumber("numExecutors", request.NumExecutors);
        WriteList(json, "pyFiles", request.PyFiles);
        json.WriteString("queue", request.Queue);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
