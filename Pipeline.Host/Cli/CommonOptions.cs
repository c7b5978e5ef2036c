using System.CommandLine;

namespace Pipeline.Host.Cli;

/// <summary>Options and arguments that several commands share, spelled once.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs instead of text for people." };

    public static Option<string[]> Parameters() => new("--param")
    {
        Description = "A parameter as NAME=VALUE; may be given several times. A relative path is the caller's.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<bool> Detach() => new("--detach") { Description = "Return as soon as the run is accepted; it goes on by itself." };

    public static Option<long?> At(string description)
    {
        var at = new Option<long?>("--at") { Description = description, HelpName = "N" };
        at.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<long?>() is < 1)
            {
                given.AddError("--at is the number of an event, from 1.");
            }
        });
        return at;
    }

    public static Argument<string> Run() => new("ID") { Description = "The run's id, as ./pipeline runs lists them." };
}
