using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Actors.Sessions;

namespace Pipeline.Actors.Runs;

/// <summary>Reads a job's report, the single row of its last statement, and checks that its numbers add up.</summary>
public static class JobReports
{
    private static readonly ImmutableArray<string> Required = ["read", "rejected", "filtered", "kept", "written"];

    /// <returns>The report, or what is wrong with it.</returns>
    public static (JobReport? Report, string? Problem) Read(RowSet? rows)
    {
        if (rows is not { Rows.Length: 1 })
        {
            return (null, $"its last statement must answer one row with the columns {string.Join(", ", Required)}; it answered {rows?.Rows.Length ?? 0} rows");
        }

        var cells = rows.Columns.Zip(rows.Rows[0]).ToLookup(c => c.First.Name, c => c.Second, StringComparer.OrdinalIgnoreCase);
        var missing = Required.Where(name => !cells.Contains(name)).ToArray();
        if (missing.Length > 0)
        {
            return (null, $"its report has no column {string.Join(", ", missing)}");
        }

        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in cells.Contains("groups") ? Required.Add("groups") : Required)
        {
            if (!long.TryParse(cells[name].First(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return (null, $"its report's {name} is {cells[name].First() ?? "NULL"}, not a whole number");
            }

            numbers[name] = number;
        }

        var report = new JobReport(
            numbers["read"], numbers["rejected"], numbers["filtered"], numbers["kept"], numbers["written"],
            numbers.TryGetValue("groups", out var groups) ? groups : null);
        return Problem(report) is { } problem ? (null, problem) : (report, null);
    }

    /// <summary>Every row that was read is accounted for, and every row that was kept is found in the output.</summary>
    private static string? Problem(JobReport report)
    {
        var accounted = report.Rejected + report.Filtered + report.Kept;
        if (report.Read != accounted)
        {
            return $"its report does not add up: read {report.Read}, but rejected {report.Rejected} + filtered {report.Filtered} + kept {report.Kept} is {accounted}";
        }

        var (expected, what) = report.Groups is { } groups ? (groups, "groups") : (report.Kept, "kept");
        if (report.Written != expected)
        {
            return $"its report does not add up: {what} {expected}, but written {report.Written}";
        }

        return report.Written == 0 ? $"it wrote no row: of {report.Read} read, {report.Rejected} were rejected and {report.Filtered} filtered" : null;
    }
}
