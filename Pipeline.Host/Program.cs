using Pipeline.Host.Cli;
using Pipeline.Host.Local;

// The processes of the local environment are this program as well.
return await (LocalProcesses.Run(args) ?? new CommandLine(CliContext.OfThisProcess()).Run(args));
