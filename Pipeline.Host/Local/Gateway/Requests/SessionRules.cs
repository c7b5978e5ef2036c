using System.Text.RegularExpressions;
using Pipeline.Host.Local.Gateway.Http;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>What Livy checks of a readable request once the session has its id, in Livy's order.</summary>
public static partial class SessionRules
{
    private static readonly string[] TimeSuffixes = ["us", "ms", "s", "m", "min", "h", "d"];

    // Livy's own two, and those of the spark-blacklist.conf that it ships.
    private static readonly string[] ForbiddenConf =
    [
        "spark.submit.deployMode", "spark.submit.proxyUser.allowCustomClasspathInClusterMode",
        "spark.master", "spark.yarn.jar", "spark.yarn.jars", "spark.yarn.archive", "livy.rsc.server.idle-timeout",
    ];

    /// <summary>Why the session is refused, or null.</summary>
    public static LivyError? Check(SessionRequest request)
    {
        if (request.Ttl is { } ttl && TimeFault(ttl) is { } fault)
        {
            return LivyError.Rejected(fault);
        }

        var forbidden = request.Conf.Select(entry => entry.Key).Where(ForbiddenConf.Contains).ToList();
        if (forbidden.Count > 0)
        {
            return LivyError.Rejected("Blacklisted configuration values in session config: " + string.Join(", ", forbidden));
        }

        return request.Jars.Concat(request.Files).Concat(request.Archives).Concat(request.PyFiles)
            .Select(PathFault).FirstOrDefault(path => path is not null) is { } wrong
            ? LivyError.Rejected("requirement failed: " + wrong)
            : request.LateFailure;
    }

    /// <summary>Why a session cannot bear the name, or null; what looks like an id could not be addressed.</summary>
    public static LivyError? CheckName(string name) =>
        name.All(char.IsDigit) ? LivyError.Rejected("Invalid session name: " + name) : null;

    public static LivyError Duplicate(string name, int id) => LivyError.Rejected($"Duplicate session name: Some({name}) for session {id}");

    private static string? TimeFault(string text)
    {
        var match = Time().Match(text.ToLowerInvariant());
        if (!match.Success)
        {
            return "Invalid time string: " + text;
        }

        var suffix = match.Groups["suffix"].Value;
        return suffix.Length == 0 || TimeSuffixes.Contains(suffix) ? null : $"Invalid suffix: \"{suffix}\"";
    }

    private static string? PathFault(string path)
    {
        if (path.StartsWith("file:", StringComparison.Ordinal))
        {
            return $"Local path {Local(path)} cannot be added to user sessions.";
        }

        return Scheme().IsMatch(path) || path.StartsWith('/') ? null : $"Path '{path}' is not absolute.";
    }

    private static string Local(string uri) => uri["file:".Length..] is var rest && rest.StartsWith("//", StringComparison.Ordinal)
        ? rest[2..]
        : rest;

    [GeneratedRegex("^(-?[0-9]+)(?<suffix>[a-z]+)?$")]
    private static partial Regex Time();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
