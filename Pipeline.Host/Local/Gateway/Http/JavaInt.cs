using System.Globalization;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>Integers as Java's parseInt reads them, with its complaint.</summary>
public static class JavaInt
{
    /// <exception cref="LivyException">The text is no 32-bit integer.</exception>
    public static int Parse(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LivyException(LivyError.NotANumber(text));
}
