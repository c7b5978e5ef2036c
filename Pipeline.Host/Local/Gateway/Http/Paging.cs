namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>Pages as Scala's <c>slice</c> cuts them: ends beyond the list are no fault, and a negative size is an empty page.</summary>
public static class Paging
{
    public static IEnumerable<T> Slice<T>(IReadOnlyList<T> items, int from, int size)
    {
        var start = Math.Clamp(from, 0, items.Count);
        var end = (int)Math.Clamp((long)from + size, start, items.Count);
        return items.Skip(start).Take(end - start);
    }

    /// <summary>A page of a log: by default its tail; a negative size means all of it.</summary>
    public static (int From, IEnumerable<string> Page) Log(IReadOnlyList<string> lines, int? from, int? size)
    {
        var length = size ?? 100;
        length = length < 0 ? lines.Count : length;
        var start = from is >= 0 ? from.Value : Math.Max(0, lines.Count - length);
        return (start, Slice(lines, start, length));
    }
}
