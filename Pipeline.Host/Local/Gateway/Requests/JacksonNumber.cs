namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>The form of a JSON number.</summary>
internal static class JacksonNumber
{
    public static bool IsValid(string text)
    {
        var position = text.StartsWith('-') ? 1 : 0;
        var whole = Digits(text, ref position);
        if (whole == 0 || (whole > 1 && text[position - whole] == '0'))
        {
            return false;
        }

        if (position < text.Length && text[position] == '.')
        {
            position++;
            if (Digits(text, ref position) == 0)
            {
                return false;
            }
        }

        if (position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            position += position < text.Length && text[position] is '+' or '-' ? 1 : 0;
            if (Digits(text, ref position) == 0)
            {
                return false;
            }
        }

        return position == text.Length;
    }

    private static int Digits(string text, ref int position)
    {
        var from = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position - from;
    }
}
