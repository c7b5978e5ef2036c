using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>JSON that escapes no more than it must.</summary>
internal static class RelaxedJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = false,
    };
}
