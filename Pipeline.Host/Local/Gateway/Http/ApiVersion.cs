using System.Text.RegularExpressions;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>The version of the API that a request's Accept header may ask for.</summary>
public static partial class ApiVersion
{
    private const string Only = "0.1";

    /// <summary>Why the version cannot be served, or null.</summary>
    public static LivyError? Check(string accept)
    {
        var match = Wanted().Match(accept);
        return match.Success && match.Groups["version"].Value is var version && version != Only
            ? LivyError.UnknownVersion(version)
            : null;
    }

    [GeneratedRegex(@"^application/vnd\.livy\.v(?<version>[0-9.]+)(\+.*)?$")]
    private static partial Regex Wanted();
}
