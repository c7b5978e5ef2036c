using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>What an event changed, by the views before and after it.</summary>
internal static class RunChanges
{
    /// <param name="before">Null before the first event.</param>
    public static ImmutableArray<string> Between(RunView? before, RunView after) =>
    [
        .. Word("run", before?.State.Word(), after.State.Word()),
        .. Words(before?.Steps, after.Steps, step => step.Step, Step).Where(line => line.Length > 0),
        .. Words(before?.Jobs, after.Jobs, job => $"job/{job.Name}", job => job.StatementsDone > 0 ? $"{job.StatementsDone} of {job.Statements} statements" : ""),
        .. Words(before?.Resources, after.Resources, resource => $"{resource.Kind} {resource.Name}", resource => resource.State),
        .. Words(before?.Tables, after.Tables, table => $"table {table.Name}", table => table.Rows is { } rows ? Rendering.Words.Plural(rows, "row") : ""),
        .. Words(before?.Checks, after.Checks, check => $"check {check.Name}", check => check.Status),
        .. after.Failures.Skip(before?.Failures.Length ?? 0).Select(failure => $"failed: {failure}"),
        .. after.Outstanding.Except(before?.Outstanding ?? []).Select(key => $"+ {key}"),
        .. (before?.Outstanding ?? []).Except(after.Outstanding).Select(key => $"- {key}"),
    ];

    private static string Step(StepView step) => step.Attempt > 1 ? $"{step.State} (attempt {step.Attempt})" : step.State;

    private static IEnumerable<string> Words<T>(ImmutableArray<T>? before, ImmutableArray<T> after, Func<T, string> name, Func<T, string> word)
    {
        var known = (before ?? []).ToDictionary(name, word, StringComparer.Ordinal);

        // What is there from the first event on is no change, but for what comes later.
        return after.SelectMany(item => before is null ? [] : Word(name(item), known.GetValueOrDefault(name(item)), word(item)));
    }

    private static IEnumerable<string> Word(string what, string? before, string after) =>
        before == after || after.Length == 0 ? [] : [string.IsNullOrEmpty(before) ? $"{what}: {after}" : $"{what}: {before} -> {after}"];
}
