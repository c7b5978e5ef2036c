using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Configuration;

/// <summary>Reads typed settings and collects every problem, so that one start tells them all.</summary>
/// <remarks>A setting exists because it was asked for here: what is left over at the end is unknown.</remarks>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> values)
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly HashSet<string> _known = [];

    public IReadOnlyCollection<string> Known => _known;

    public string Text(string key, string @default) => Optional(key) ?? @default;

    /// <summary>Null when it is not set or empty.</summary>
    public string? Optional(string key)
    {
        _known.Add(key);
        return values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
    }

    public Secret? OptionalSecret(string key) => Optional(key) is { } value ? new Secret(value) : null;

    public int Number(string key, int @default, int least, int most) =>
        Parse(key, @default, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null);

    public TimeSpan Duration(string key, TimeSpan @default) => Parse(key, @default, "a duration such as 500ms, 30s, 2m or 1h", Durations.Parse);

    /// <summary>One of the words, or the default.</summary>
    public string OneOf(string key, string @default, params string[] words)
    {
        var value = Optional(key);
        if (value is null || words.Contains(value))
        {
            return value ?? @default;
        }

        Problem(key, $"is '{value}'; it has to be one of {string.Join(", ", words)}{NearestName.Hint(value, words)}");
        return @default;
    }

    public ImmutableArray<string> List(string key) =>
        Optional(key) is { } text ? [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    public void Problem(string key, string what) => _problems.Add($"pipeline.{key} {what}. ({Checkout.ConfigurationFile} or {EnvironmentOverlay.Variable(key)})");

    /// <summary>Throws when anything was wrong or is unknown.</summary>
    public void Finish()
    {
        foreach (var key in values.Keys.Where(key => !_known.Contains(key)))
        {
            Problem(key, $"is no setting{NearestName.Hint(key, _known)}");
        }

        if (_problems.Count > 0)
        {
            throw new ConfigurationProblemsException(_problems.ToImmutable());
        }
    }

    private T Parse<T>(string key, T @default, string form, Func<string, T?> parse)
        where T : struct
    {
        if (Optional(key) is not { } text)
        {
            return @default;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        Problem(key, $"is '{text}'; it has to be {form}");
        return @default;
    }
}
