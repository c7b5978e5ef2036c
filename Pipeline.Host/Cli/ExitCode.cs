namespace Pipeline.Host.Cli;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A run failed or was cancelled, a statement failed, a check of <c>doctor</c> found something.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the request was wrong; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>The service died while the command was waiting for it.</summary>
    public const int ServiceDied = 3;

    /// <summary>What a shell reports for a program that Ctrl-C ended.</summary>
    public const int Interrupted = 130;
}
