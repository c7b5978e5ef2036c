using System.Text;

namespace Pipeline.Actors.Definitions;

/// <summary>Redshift's SQL for other databases.</summary>
public static class WarehouseDialect
{
    /// <summary>Blanks out the table attributes (<c>DISTSTYLE</c>, <c>SORTKEY</c> and so on) behind a CREATE TABLE's columns, and nothing else.</summary>
    /// <remarks>The text keeps its length and lines, so that the positions in PostgreSQL's errors hold for the file.</remarks>
    public static string ForPostgres(string sql)
    {
        var text = new StringBuilder(sql);
        foreach (var token in CreateTable.Find(sql).SelectMany(table => Attributes(new TokenCursor(table.Tail))))
        {
            for (var i = token.Start; i < token.End; i++)
            {
                text[i] = text[i] is '\r' or '\n' ? text[i] : ' ';
            }
        }

        return text.ToString();
    }

    private static List<SqlToken> Attributes(TokenCursor tail)
    {
        var attributes = new List<SqlToken>();
        while (Width(tail) is > 0 and var width)
        {
            for (; width > 0; width--)
            {
                attributes.Add(tail.Skip());
            }

            if (tail.Current.Is('('))
            {
                attributes.Add(tail.Current);
                attributes.AddRange(tail.SkipParentheses() ?? []);
                attributes.Add(tail.Peek(-1));
            }
        }

        return attributes;
    }

    /// <summary>How many words the attribute here has before its columns; 0 when here is none.</summary>
    private static int Width(TokenCursor tail)
    {
        var (first, second) = (tail.Current, tail.Peek(1));
        return first.IsOneOf("COMPOUND", "INTERLEAVED") && second.Is("SORTKEY") ? 2
            : first.Is("SORTKEY") ? second.Is("AUTO") ? 2 : 1
            : first.Is("DISTKEY") ? 1
            : first.Is("BACKUP") && second.IsOneOf("YES", "NO") ? 2
            : first.Is("DISTSTYLE") && second.IsOneOf("AUTO", "EVEN", "KEY", "ALL") ? 2
            : first.Is("ENCODE") && second.Is("AUTO") ? 2
            : 0;
    }
}
