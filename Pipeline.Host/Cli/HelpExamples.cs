using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pipeline.Host.Cli;

/// <summary>Adds to each command's help the one exact example that belongs to it.</summary>
internal sealed class HelpExamples(HelpAction help, IReadOnlyDictionary<Command, string> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parsed)
    {
        var code = help.Invoke(parsed);
        if (examples.TryGetValue(parsed.CommandResult.Command, out var example))
        {
            parsed.InvocationConfiguration.Output.WriteLine($"Example:\n  {example}\n");
        }

        return code;
    }
}
