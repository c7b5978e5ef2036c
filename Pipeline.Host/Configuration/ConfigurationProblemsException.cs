using System.Collections.Immutable;

namespace Pipeline.Host.Configuration;

/// <summary>The service must not start: every problem of its configuration in one answer, each with the setting's name.</summary>
public sealed class ConfigurationProblemsException(ImmutableArray<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public ImmutableArray<string> Problems { get; } = problems;
}
