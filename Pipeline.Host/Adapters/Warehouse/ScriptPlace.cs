using System.Text;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Warehouse;

/// <summary>A place in a script, as people look for it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Text">The line.</param>
internal sealed record ScriptPlace(int Line, int Column, string Text)
{
    private const int Widest = 160;

    /// <summary>Where the server's position in a statement lies in its script. The server counts characters from 1, a text here UTF-16 units.</summary>
    public static ScriptPlace Of(SqlScript script, SqlStatement statement, int position)
    {
        var index = statement.Start + Units(statement.Text, position - 1);
        var begin = index == 0 ? 0 : script.Text.LastIndexOf('\n', index - 1) + 1;
        var end = script.Text.IndexOf('\n', begin);
        var line = script.Text[begin..(end < 0 ? script.Text.Length : end)].TrimEnd('\r');
        return new ScriptPlace(1 + script.Text.AsSpan(0, begin).Count('\n'), index - begin + 1, line);
    }

    /// <summary>The line with a mark under the place; of a very long line the part around it.</summary>
    public string Show()
    {
        var from = Math.Max(0, Column - 1 - (Widest / 2));
        var part = Text[from..Math.Min(Text.Length, from + Widest)].Replace('\t', ' ');
        return $"{part}\n{new string(' ', Column - 1 - from)}^";
    }

    private static int Units(string text, int characters)
    {
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (characters-- <= 0)
            {
                break;
            }

            units += rune.Utf16SequenceLength;
        }

        return units;
    }
}
