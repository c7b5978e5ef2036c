using System.CommandLine;
using System.CommandLine.Help;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Commands;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli;

/// <summary>The command line as a whole: <c>./pipeline COMMAND</c>.</summary>
internal sealed class CommandLine
{
    /// <summary>The service has a lifetime of its own, and Ctrl-C only detaches those that follow a run; everything else is just cancelled by a signal.</summary>
    private static readonly string[] HandlesSignals = ["serve", "run", "retry", "rerun"];

    private static readonly TimeSpan SignalPatience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Command, string> _examples = [];
    private readonly CliContext _context;

    public CommandLine(CliContext context)
    {
        _context = context;
        // A command of this name rather than a RootCommand, whose name would be the assembly's.
        Root = new Command("./pipeline", "Runs ephemeral-cluster data pipelines and never leaves a mess.") { new HelpOption() };
        Add(RunCommand.Create(context), "./pipeline run arrivals --param source=./data --json");
        Add(RunsCommand.Create(context), "./pipeline runs --pipeline arrivals --state failed");
        Add(ShowCommand.Create(context), "./pipeline show r0123456789ab --at 12");
        Add(EventsCommand.Create(context), "./pipeline events r0123456789ab --follow");
        Add(CancelCommand.Create(context), "./pipeline cancel r0123456789ab");
        Add(RetryCommand.Create(context), "./pipeline retry r0123456789ab");
        Add(RerunCommand.Create(context), "./pipeline rerun r0123456789ab --detach");
        Add(ReplayCommand.Create(context), "./pipeline replay r0123456789ab --at 12");
        Add(ResourcesCommand.Create(context), "./pipeline resources --all --run r0123456789ab");
        Add(ResourcesCommand.Remove(context), "./pipeline resources remove cluster arrivals-r0123456789ab", "resources");
        Add(PipelinesCommand.Create(context), "./pipeline pipelines");
        Add(QueryCommand.Create(context), "./pipeline query \"SELECT count(*) FROM fact_arrival\" --json");
        Add(SparkCommand.Create(context), "./pipeline spark spark/arrivals/airports.sql --param source=./data --keep-going");
        Add(SampleCommand.Create(context), "./pipeline sample --rows 219000 --seed 1 --out ./data");
        Add(VerifyCommand.Create(context), "./pipeline verify arrivals --points all");
        Add(TestCommand.Create(), "./pipeline test --all");
        Add(ServeCommand.Create(context), "./pipeline serve");
        Add(StopCommand.Create(context), "./pipeline stop --drain");
        Add(DoctorCommand.Create(context), "./pipeline doctor --json");
        _examples[Root] = "./pipeline run arrivals";
        foreach (var help in Root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpExamples((HelpAction)help.Action!, _examples);
        }
    }

    public Command Root { get; }

    /// <summary>Each command with the example that its help shows.</summary>
    public IReadOnlyDictionary<Command, string> Examples => _examples;

    public async Task<int> Run(IReadOnlyList<string> arguments)
    {
        var parsed = Root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpExamples)
        {
            return Refuse(parsed);
        }

        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = _context.Out, Error = _context.Error };
            if (HandlesSignals.Contains(parsed.CommandResult.Command.Name))
            {
                invocation.ProcessTerminationTimeout = null;
            }
            else
            {
                // An interrupted "stop --drain" tells the service to take runs again.
                invocation.ProcessTerminationTimeout = SignalPatience;
            }

            return await parsed.InvokeAsync(invocation);
        }
        catch (CommandException error)
        {
            _context.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
        catch (Exception error) when (error is ConfigurationProblemsException or PortFailureException)
        {
            _context.Error.WriteLine(error.Message);
            return error is ConfigurationProblemsException ? ExitCode.Usage : ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception unexpected)
        {
            _context.Error.WriteLine($"This should not have happened: {unexpected}");
            return ExitCode.Failed;
        }
    }

    private int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        IEnumerable<string> complaints = command == Root ? [NoCommand(parsed.UnmatchedTokens)] : parsed.Errors.Select(error => error.Message);
        foreach (var complaint in complaints)
        {
            _context.Error.WriteLine(complaint);
        }

        _context.Error.WriteLine($"See {PathOf(command)} --help.");
        return ExitCode.Usage;
    }

    private string NoCommand(IReadOnlyList<string> unmatched)
    {
        var names = Root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name);
        return unmatched.Count == 0 ? "Which command?" : $"There is no command '{unmatched[0]}'{NearestName.Hint(unmatched[0], names)}.";
    }

    /// <summary>As it is typed: <c>./pipeline resources remove</c>.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    private void Add(Command command, string example, string? below = null)
    {
        (below is null ? Root : Root.Subcommands.First(parent => parent.Name == below)).Subcommands.Add(command);
        _examples[command] = example;
    }
}
