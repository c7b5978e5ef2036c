using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Host.Cli;
using Pipeline.Host.Configuration;
using Xunit;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Cli;

public partial class CommandLineTests
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    /// <summary>Commands that answer with their exit code and the log only, or that the launcher carries out.</summary>
    private static readonly string[] Silent = ["serve", "test"];

    [Fact]
    public void Every_command_that_prints_can_print_json() =>
        Assert.All(Visible(), command => Assert.True(Silent.Contains(command.Name) || command.Options.Any(option => option.Name == "--json"), command.Name));

    [Fact]
    public async Task Every_command_has_help_with_an_example()
    {
        foreach (var command in Visible())
        {
            _out.GetStringBuilder().Clear();
            var words = Words(command);
            Assert.Equal(0, await Run([.. words.Split(' '), "--help"]));
            var help = _out.ToString();
            Assert.Contains(command.Description!, help);
            Assert.Contains($"Example:\n  ./pipeline {words}", help);
        }
    }

    [Fact]
    public void Every_example_is_understood()
    {
        var line = CommandLine();
        Assert.All(line.Examples.Values, example => Assert.Empty(line.Root.Parse(CommandLineParser(example)).Errors));
    }

    [Fact]
    public void The_readme_lists_every_command_with_every_option()
    {
        var rows = Row().Matches(Files.Read("README.md")).ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
        Assert.Equal(Visible().Select(Words).Order(), rows.Keys.Order());
        foreach (var command in Visible())
        {
            var shown = Option().Matches(rows[Words(command)]).Select(match => match.Value).Order();
            Assert.Equal(command.Options.Where(option => !option.Hidden).Select(option => option.Name).Order(), shown);
        }
    }

    [Theory]
    [InlineData("There is no command 'rns' (did you mean 'runs'?).", "rns")]
    [InlineData("Which command?")]
    [InlineData("'--jsn'", "runs", "--jsn")]
    [InlineData("Required argument missing for command: 'show'.", "show")]
    [InlineData("--at is the number of an event, from 1.", "show", "r0123456789ab", "--at", "0")]
    [InlineData("'source' is no parameter", "run", "arrivals", "--param", "source")]
    public async Task A_wrong_command_line_is_told_and_nothing_is_done(string expected, params string[] arguments)
    {
        Assert.Equal(2, await Run(arguments));
        Assert.Contains(expected, _error.ToString());
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task A_wrong_configuration_is_told_with_all_its_problems()
    {
        Assert.Equal(2, await Run("runs"));
        Assert.Contains("pipeline.listen.prot", _error.ToString());
    }

    private Task<int> Run(params string[] arguments) => CommandLine().Run(arguments);

    private IEnumerable<Command> Visible() => Below(CommandLine().Root);

    private static IEnumerable<Command> Below(Command parent) =>
        parent.Subcommands.Where(command => !command.Hidden).SelectMany(command => Below(command).Prepend(command));

    /// <summary>As it is typed after <c>./pipeline</c>.</summary>
    private static string Words(Command command) => Pipeline.Host.Cli.CommandLine.PathOf(command)["./pipeline ".Length..];

    private CommandLine CommandLine() => new(new CliContext(
        _out, _error, TextReader.Null, Files.Root, () => throw new ConfigurationProblemsException(["pipeline.listen.prot is no setting"]), false, new FakeTimeProvider()));

    private static string[] CommandLineParser(string example) =>
        [.. Word().Matches(example).Skip(1).Select(match => match.Value.Trim('"'))];

    [GeneratedRegex(@"^\| `(\./pipeline ([a-z]+(?: [a-z]+\b)*)[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}
