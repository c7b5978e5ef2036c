using System.Text;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>Rows of plain text under each other: numbers right-aligned, no frame, nothing cut or wrapped.</summary>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public TextTable Row(params string?[] cells)
    {
        _rows.Add([.. headers.Select((_, column) => OneLine(column < cells.Length ? cells[column] : null))]);
        return this;
    }

    public TextTable Rows<T>(IEnumerable<T> items, Func<T, string?[]> cells)
    {
        foreach (var item in items)
        {
            Row(cells(item));
        }

        return this;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        var widths = headers.Select((header, column) => _rows.Select(row => row[column].Length).Append(header.Length).Max()).ToArray();
        var right = headers.Select((_, column) => _rows.Count > 0 && _rows.All(row => IsNumber(row[column]))).ToArray();
        foreach (var row in _rows.Prepend(headers))
        {
            var cells = row.Select((cell, column) => right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsNumber(string cell) => cell is "" or "-" || cell.All(c => char.IsAsciiDigit(c) || c is ',' or '.' or '-' or '+' or 'E');

    /// <summary>A cell is one line whatever is in it, or the columns after it would be lost.</summary>
    private static string OneLine(string? cell) => cell is null ? "" : cell.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t");
}
