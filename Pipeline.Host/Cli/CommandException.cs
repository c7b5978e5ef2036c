namespace Pipeline.Host.Cli;

/// <summary>A command cannot go on; the message is for people and says how to mend it.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandException Usage(string message) => new(Cli.ExitCode.Usage, message);

    public static CommandException Failed(string message) => new(Cli.ExitCode.Failed, message);

    public static CommandException ServiceDied(string message) => new(Cli.ExitCode.ServiceDied, message);
}
