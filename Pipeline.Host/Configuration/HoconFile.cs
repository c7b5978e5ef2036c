using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Pipeline.Host.Configuration;

/// <summary>hocon.conf and what the environment lays over it.</summary>
public static class HoconFile
{
    private const string Section = "pipeline";

    /// <summary>The settings of <c>pipeline { }</c> by their path below it, the environment's first.</summary>
    public static ImmutableSortedDictionary<string, string> Settings(string path, ImmutableSortedDictionary<string, string> overlay)
    {
        var file = Parse(path).GetConfig(Section);
        return (file is null ? ImmutableSortedDictionary<string, string>.Empty : Flatten(file)).SetItems(overlay);
    }

    public static PipelineOptions Options(string root, ImmutableSortedDictionary<string, string> overlay) =>
        OptionsReader.Read(Settings(Path.Combine(root, Checkout.ConfigurationFile), overlay), root);

    /// <summary>This process's options: the checkout's file, this process's environment.</summary>
    public static PipelineOptions OptionsOfThisProcess() => Options(Checkout.Root, EnvironmentOverlay.OfThisProcess());

    private static Config Parse(string path)
    {
        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(path));
        }
        catch (Exception error) when (error is not IOException and not UnauthorizedAccessException)
        {
            // Akka.NET's parser throws several types for bad input, plain Exception among them.
            throw new ConfigurationProblemsException([$"{path} is not the HOCON that Akka.NET reads: {error.Message}"]);
        }
    }

    private static ImmutableSortedDictionary<string, string> Flatten(Config section) =>
        section.AsEnumerable().SelectMany(item => Leaves(item.Key, item.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Leaves(string path, HoconValue value) =>
        value.IsObject() ? value.GetObject().Items.SelectMany(item => Leaves($"{path}.{item.Key}", item.Value))
        : value.IsArray() ? [KeyValuePair.Create(path, string.Join(",", value.GetStringList()))]
        : [KeyValuePair.Create(path, value.GetString() ?? "")];
}
