namespace Akka.Util.Internal;

/// <summary>Paths such as <c>a."b.c".d</c>.</summary>
internal static class DottedPaths
{
    public static IEnumerable<string> SplitDottedPathHonouringQuotes(this string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '"')
            {
                var close = path.IndexOf('"', at + 1);
                yield return path[(at + 1)..close];
                at = close + 2;
            }
            else
            {
                var dot = path.IndexOf('.', at);
                if (dot < 0)
                    dot = path.Length;
                yield return path[at..dot];
                at = dot + 1;
            }
        }
    }
}
