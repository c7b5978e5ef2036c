using System.Globalization;
using System.Text;
using Pipeline.Actors.Ledger;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>The ledger for people.</summary>
internal static class ResourcesText
{
    private const string NotOnLedger = "not on the ledger";

    public static string Table(ResourceList list, bool all)
    {
        var table = new TextTable("KIND", "NAME", "STATE", "SINCE", "INSTANCE-HOURS", "RUN", "OWNER", "OUTSIDE", "WHY").Rows(list.Resources, row =>
        [
            row.Kind, row.Name, State(row), Words.Time(row.Since), Hours(row.InstanceHours), row.Run ?? "-", Owner(row), Outside(row), row.Why,
        ]);
        var text = new StringBuilder(table.IsEmpty ? $"{(all ? "No run has asked for anything" : "Nothing that a run asked for may still exist")}, and nothing is there.\n" : table.ToString());
        foreach (var unseen in list.Unseen.Select(unseen => $"Not seen: {unseen.Kind}: {unseen.Why}").Distinct())
        {
            text.Append(unseen).Append('\n');
        }

        foreach (var problem in list.Problems)
        {
            text.Append(problem).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What somebody is about to remove.</summary>
    public static string Describe(ResourceRow row) => string.Join('\n',
        $"{row.Kind} {row.Name}",
        $"  id       {row.Id ?? "-"}",
        $"  state    {State(row)}; outside: {Outside(row)}",
        $"  since    {Words.Time(row.Since)}",
        $"  run      {row.Run ?? "-"}",
        $"  owner    {Owner(row)}{(row.Why is null ? "" : $"\n  why      {row.Why}")}") + "\n";

    public static string Hours(double? hours) => hours?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    private static string State(ResourceRow row) => row.State?.ToString().ToLowerInvariant() ?? NotOnLedger;

    private static string Owner(ResourceRow row) => row.Owner == ResourceRows.ThisJournal || row.Journal is null ? row.Owner : $"{row.Owner} {row.Journal}";

    private static string Outside(ResourceRow row) => row.OutsideState is null ? row.Outside : $"{row.Outside}: {row.OutsideState}";
}
