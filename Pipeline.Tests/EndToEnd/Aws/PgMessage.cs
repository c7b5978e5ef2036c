using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>A message of PostgreSQL's protocol, version 3.</summary>
/// <param name="Type">Its letter; 0 for those of the start, which have none.</param>
/// <param name="Body">What comes behind the length.</param>
internal sealed record PgMessage(char Type, byte[] Body)
{
    private const int LengthBytes = 4;

    public string Text => Encoding.UTF8.GetString(Body);

    public static PgMessage Of(char type, params ReadOnlySpan<string> texts)
    {
        var body = new List<byte>();
        foreach (var text in texts)
        {
            body.AddRange([.. Encoding.UTF8.GetBytes(text), 0]);
        }

        return new PgMessage(type, [.. body]);
    }

    /// <summary>An error as a server answers it.</summary>
    public static PgMessage Error(string state, string message) =>
        new('E', [.. Encoding.UTF8.GetBytes($"SERROR\0VERROR\0C{state}\0M{message}\0"), 0]);

    /// <summary>Null at the end.</summary>
    public static async Task<PgMessage?> Read(Stream stream, bool first = false)
    {
        var head = new byte[(first ? 0 : 1) + LengthBytes];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - LengthBytes)) - LengthBytes];
        await stream.ReadExactlyAsync(body);
        return new PgMessage(first ? '\0' : (char)head[0], body);
    }

    public async Task Write(Stream stream)
    {
        var bytes = new byte[(Type == '\0' ? 0 : 1) + LengthBytes + Body.Length];
        if (Type != '\0')
        {
            bytes[0] = (byte)Type;
        }

        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(bytes.Length - Body.Length - LengthBytes), Body.Length + LengthBytes);
        Body.CopyTo(bytes, bytes.Length - Body.Length);
        await stream.WriteAsync(bytes);
    }
}
