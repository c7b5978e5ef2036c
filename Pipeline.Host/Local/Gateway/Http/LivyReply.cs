using System.Net;
using System.Text;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>An answer before it is sent: status, body and the few headers Livy sets.</summary>
public sealed record LivyReply(HttpStatusCode Status, string ContentType, byte[] Body)
{
    public const string Json = "application/json;charset=utf-8";
    public const string Html = "text/html;charset=utf-8";

    public string? Location { get; init; }
    public string? Allow { get; init; }
    public string? CacheControl { get; init; }

    public static LivyReply Ok(byte[] json) => new(HttpStatusCode.OK, Json, json);

    public static LivyReply Created(byte[] json, string location) => new(HttpStatusCode.Created, Json, json) { Location = location };

    public static LivyReply Message(string text) => Ok(LivyJson.Message(text));

    public static LivyReply Text(HttpStatusCode status, string contentType, string text) =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));

    public static LivyReply Empty(HttpStatusCode status, string contentType = Json) => new(status, contentType, []);

    public static LivyReply From(LivyError error) =>
        new(error.Status, Json, error.Bare ? LivyJson.Text(error.Text) : LivyJson.Message(error.Text));
}
