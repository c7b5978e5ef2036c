using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>Stands for data: equal where what it was made of is equal.</summary>
internal static class Checksum
{
    public static string Of(params IEnumerable<string> parts)
    {
        // Lengths, so that no two lists of parts read alike.
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    /// <summary>A number from least to most that follows from the parts.</summary>
    public static long Number(long least, long most, params IEnumerable<string> parts) =>
        least + (long)(ulong.Parse(Of(parts), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) % (ulong)(most - least + 1));
}
