using System.Collections.Immutable;

namespace Pipeline.Host.Cli;

/// <summary><c>--param NAME=VALUE</c>, read; a value that is a relative path becomes an absolute one, since the service has a folder of its own.</summary>
internal static class ParameterArguments
{
    public static ImmutableSortedDictionary<string, string> Read(IEnumerable<string> arguments, string folder)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=');
            if (equals < 1)
            {
                throw CommandException.Usage($"'{argument}' is no parameter: write --param NAME=VALUE.");
            }

            if (!parameters.TryAdd(argument[..equals], Absolute(argument[(equals + 1)..], folder)))
            {
                throw CommandException.Usage($"The parameter '{argument[..equals]}' is given twice.");
            }
        }

        return parameters.ToImmutable();
    }

    private static string Absolute(string value, string folder) =>
        IsRelativePath(value) || (IsPlain(value) && Path.Exists(Path.Combine(folder, value))) ? Path.GetFullPath(value, folder) : value;

    private static bool IsRelativePath(string value) => value is "." or ".." || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("../", StringComparison.Ordinal);

    /// <summary>Neither empty nor absolute nor an address with a scheme.</summary>
    private static bool IsPlain(string value) => value.Length > 0 && !Path.IsPathRooted(value) && !value.Contains("://", StringComparison.Ordinal);
}
