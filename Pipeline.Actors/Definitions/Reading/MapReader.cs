using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Actors.Definitions.Reading;

/// <summary>Reads the values of one map by key. What is missing or of the wrong type is a problem, and the default goes on in its place.</summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, DefinitionNode> values = new(StringComparer.Ordinal);
    private readonly ProblemList problems;

    private MapReader(MapNode map, string path, ProblemList problems)
    {
        Path = path;
        this.problems = problems;
        foreach (var entry in map.Entries)
        {
            if (!values.TryAdd(entry.Key, entry.Value))
            {
                problems.AddAt(entry.Line, $"{Dotted(entry.Key)}: the key stands here twice; remove one of them.");
            }
        }
    }

    public string Path { get; }

    /// <summary>The keys as they stand in the file, each once.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>A map whose keys are fixed; others are problems. Null when the node is no map.</summary>
    public static MapReader? OfKeys(DefinitionNode node, string path, ProblemList problems, params ReadOnlySpan<string> known)
    {
        var reader = OfNames(node, path, problems);
        foreach (var key in reader?.values.Keys.ToArray() ?? [])
        {
            if (!known.Contains(key))
            {
                problems.Add(
                    LineIndex.Join(path, key),
                    $"unknown key{NearestName.Hint(key, known.ToArray())}; {(path.Length == 0 ? "a pipeline" : "this")} has {string.Join(", ", known)}.");
            }
        }

        return reader;
    }

    /// <summary>A map whose keys are names that the pipeline's author chose.</summary>
    public static MapReader? OfNames(DefinitionNode node, string path, ProblemList problems)
    {
        if (node is MapNode map)
        {
            return new MapReader(map, path, problems);
        }

        problems.Add(path, $"{Found(node)}, but keys with values are needed here: write each as 'key: value', indented.");
        return null;
    }

    public bool Has(string key) => values.ContainsKey(key);

    public DefinitionNode? Node(string key) => values.GetValueOrDefault(key);

    public MapReader? Keyed(string key, params ReadOnlySpan<string> known) =>
        values.TryGetValue(key, out var node) ? OfKeys(node, LineIndex.Join(Path, key), problems, known) : null;

    public MapReader? Named(string key) => values.TryGetValue(key, out var node) ? OfNames(node, LineIndex.Join(Path, key), problems) : null;

    public string? Text(string key, bool mayBeEmpty = false)
    {
        if (!values.TryGetValue(key, out var node))
        {
            return null;
        }

        if (node is ScalarNode { Text: { } text } && (mayBeEmpty || !string.IsNullOrWhiteSpace(text)))
        {
            return text;
        }

        Wrong(key, node, "a text", "write it behind the colon, or remove the key");
        return null;
    }

    /// <summary>Like <see cref="Text"/>, but its absence is a problem; answers the empty text then.</summary>
    public string RequiredText(string key, string what)
    {
        if (!Has(key))
        {
            problems.Add(Path, $"'{key}' is missing: {what}.");
        }

        return Text(key) ?? "";
    }

    public int Whole(string key, int absent, int least, int most)
    {
        if (!values.TryGetValue(key, out var node))
        {
            return absent;
        }

        if (node is ScalarNode { Text: { } text }
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        return Wrong(key, node, $"a whole number from {least} to {most}", $"for example {absent}", absent);
    }

    public bool Flag(string key, bool absent) => !values.TryGetValue(key, out var node)
        ? absent
        : node is ScalarNode { Text: "true" or "false" } scalar ? scalar.Text == "true"
        : Wrong(key, node, "true or false", "write one of the two words", absent);

    public TimeSpan Duration(string key, TimeSpan absent, TimeSpan least, TimeSpan most)
    {
        if (!values.TryGetValue(key, out var node))
        {
            return absent;
        }

        if (node is ScalarNode { Text: { } text } && DurationText.Parse(text) is { } duration && duration >= least && duration <= most)
        {
            return duration;
        }

        return Wrong(key, node, $"a duration from {DurationText.Format(least)} to {DurationText.Format(most)}", "write it as 45s, 30m or 1h30m", absent);
    }

    /// <summary>One of the words; the first when the key is absent.</summary>
    public T Choice<T>(string key, params (string Word, T Value)[] words)
    {
        if (!values.TryGetValue(key, out var node))
        {
            return words[0].Value;
        }

        foreach (var (word, value) in words)
        {
            if (node is ScalarNode scalar && scalar.Text == word)
            {
                return value;
            }
        }

        var all = words.Select(choice => choice.Word).ToArray();
        var hint = NearestName.Hint((node as ScalarNode)?.Text ?? "", all);
        return Wrong(key, node, $"one of {string.Join(", ", all)}", $"take one of them{hint}", words[0].Value);
    }

    /// <summary>A list of texts.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (!values.TryGetValue(key, out var node))
        {
            return [];
        }

        if (node is ListNode list && list.Items.All(item => item is ScalarNode { Text: not null }))
        {
            return [.. list.Items.Select(item => ((ScalarNode)item).Text!)];
        }

        // A single name without its brackets is still taken for what it says, so that no other problem follows from it.
        ImmutableArray<string> recovered = node is ScalarNode { Text: { } single } ? [single] : [];
        return Wrong(key, node, "a list of names", "write it as [one, two]", recovered);
    }

    private T Wrong<T>(string key, DefinitionNode node, string wanted, string mend, T absent)
    {
        Wrong(key, node, wanted, mend);
        return absent;
    }

    private void Wrong(string key, DefinitionNode node, string wanted, string mend) =>
        problems.Add(LineIndex.Join(Path, key), $"{Found(node)}, but {wanted} is needed here; {mend}.");

    private string Dotted(string key) => LineIndex.Join(Path, key).Replace('/', '.');

    private static string Found(DefinitionNode node) => node switch
    {
        ScalarNode { Text: { Length: > 0 } text } => $"'{(text.Length > 40 ? text[..40] + "..." : text)}' stands here",
        ScalarNode => "nothing stands here",
        ListNode => "a list stands here",
        _ => "keys stand here",
    };
}
