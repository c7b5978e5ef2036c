namespace Pipeline.Host.Cli.Doctor;

/// <summary>What <c>doctor</c> found out about one thing.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Ok">Whether a run can go on with it.</param>
/// <param name="Found">What is there.</param>
/// <param name="Mend">What to do when it is not ok.</param>
internal sealed record Finding(string Subject, bool Ok, string Found, string? Mend = null);
