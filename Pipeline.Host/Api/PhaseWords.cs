using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>The states' words, read back.</summary>
internal static class PhaseWords
{
    private static readonly ImmutableDictionary<string, RunPhase> ByWord = Enum.GetValues<RunPhase>().ToImmutableDictionary(phase => phase.Word());

    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<RunPhase>().Select(phase => phase.Word())];

    public static RunPhase? Parse(string? word) => word is not null && ByWord.TryGetValue(word, out var phase) ? phase : null;

    /// <summary>What to say of a word that is none.</summary>
    public static string Refuse(string word) => $"'{word}' is no run state{NearestName.Hint(word, All)}: it is one of {string.Join(", ", All)}.";
}
