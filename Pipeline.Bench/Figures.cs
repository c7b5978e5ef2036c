namespace Pipeline.Bench;

/// <summary>What every benchmark prints: a line of Markdown table per figure.</summary>
internal static class Figures
{
    public static void Title(string title) => Title(title, "figure", "value");

    public static void Title(string title, params string[] columns) =>
        Console.WriteLine($"\n## {title}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}");

    public static void Line(params string[] values) => Console.WriteLine($"| {string.Join(" | ", values)} |");

    /// <param name="values">In any order.</param>
    /// <param name="share">0.5 is the median.</param>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
