namespace Pipeline.Actors.Runs;

/// <summary>A run's id: <c>r</c> and 12 base-32 characters (digits and lower case letters without i, l, o, u).</summary>
public readonly record struct RunId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private RunId(string value) => Value = value;

    public string Value { get; }

    /// <summary>An id from 60 random bits; more are ignored.</summary>
    public static RunId FromBits(ulong bits) =>
        new(string.Create(13, bits, static (text, rest) =>
        {
            text[0] = 'r';
            for (var i = 1; i < text.Length; i++, rest >>= 5)
            {
                text[i] = Alphabet[(int)(rest & 31)];
            }
        }));

    public static bool TryParse(string? text, out RunId id)
    {
        id = default;
        if (text is not { Length: 13 } || text[0] != 'r' || text.AsSpan(1).ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        id = new RunId(text);
        return true;
    }

    public static RunId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no run id: it is 'r' and 12 of {Alphabet}.");

    public override string ToString() => Value;
}
