using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Host.Local.Clusters;

/// <summary>A gateway process as its own command line tells of it: the mark that is on it for as long as it lives, also for those of another home.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="Home">The home that it was started for.</param>
/// <param name="Journal">Whose it is; null for one that was started by hand.</param>
/// <param name="Run">The run that asked for it; null likewise.</param>
internal sealed partial record GatewayMark(string Name, string Home, string? Journal, string? Run)
{
    /// <summary>The arguments that start the gateway.</summary>
    public string[] Arguments(int sessions) =>
        ["gateway", "--name", Name, "--home", Home, "--sessions", sessions.ToString(CultureInfo.InvariantCulture), "--journal", Journal ?? "", "--run", Run ?? ""];

    /// <summary>Null for a process that is no gateway.</summary>
    public static GatewayMark? Read(string command) => Form().Match(command) is { Success: true } match
        ? new GatewayMark(match.Groups["name"].Value, match.Groups["home"].Value, Filled(match.Groups["journal"]), Filled(match.Groups["run"]))
        : null;

    /// <summary>Every living gateway of this machine.</summary>
    public static IEnumerable<(GatewayMark Mark, ProcessIdentity Process)> Living()
    {
        foreach (var (pid, command) in ProcessList.Read())
        {
            if (Read(command) is { } mark && ProcessIdentity.Of(pid) is { } process)
            {
                yield return (mark, process);
            }
        }
    }

    private static string? Filled(Group group) => group.Value.Length > 0 ? group.Value : null;

    // The program before it is an executable of ours or dotnet with our assembly; a shell that starts one is not it.
    [GeneratedRegex(@"Pipeline\.Host(\.dll)? gateway --name (?<name>\S+) --home (?<home>.+?) --sessions \d+( --journal (?<journal>\S*) --run (?<run>\S*))?$")]
    private static partial Regex Form();
}
