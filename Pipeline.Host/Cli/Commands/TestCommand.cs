using System.CommandLine;

namespace Pipeline.Host.Cli.Commands;

/// <summary><c>test</c>: stands in the list of commands; the launcher does it, since it builds this program first.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Add the long ones." };
        var command = new Command("test", "Builds everything and runs the tests.") { all };
        command.SetAction(int (_) => throw CommandException.Usage("The tests are run by the launcher: ./pipeline test"));
        return command;
    }
}
