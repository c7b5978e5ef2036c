using Pipeline.Host.Local.Gateway;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Host.Local;

/// <summary>The commands by which this program starts itself as a process of the local environment; none is meant for people.</summary>
public static class LocalProcesses
{
    /// <summary>Runs the process if the arguments ask for one; null when they are the command line's.</summary>
    public static Task<int>? Run(string[] arguments) => arguments switch
    {
        ["gateway", .. var rest] => GatewayCommand.Run(rest),
        ["postgres", .. var rest] => PostgresCommand.Run(rest),
        _ => null,
    };
}
