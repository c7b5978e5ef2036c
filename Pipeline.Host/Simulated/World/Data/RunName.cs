using System.Text.RegularExpressions;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>What a name says that begins with <c>&lt;pipeline&gt;-&lt;runId&gt;</c>.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Job">For a session its job, else empty.</param>
/// <param name="Attempt">For a session its attempt, else 0.</param>
internal sealed partial record RunName(string Pipeline, string Run, string Job, int Attempt)
{
    /// <summary>Null for a name of another kind.</summary>
    public static RunName? Parse(string name)
    {
        var match = Form().Match(name);
        return match.Success
            ? new RunName(
                match.Groups["pipeline"].Value, match.Groups["run"].Value, match.Groups["job"].Value,
                match.Groups["attempt"].Success ? int.Parse(match.Groups["attempt"].Value, System.Globalization.CultureInfo.InvariantCulture) : 0)
            : null;
    }

    [GeneratedRegex("^(?<pipeline>[a-z][a-z0-9-]*)-(?<run>r[0-9a-hjkmnp-tv-z]{12})(?:-(?<job>.+)-(?<attempt>[0-9]{1,6}))?$")]
    private static partial Regex Form();
}
