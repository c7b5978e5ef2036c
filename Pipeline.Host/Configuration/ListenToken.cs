namespace Pipeline.Host.Configuration;

/// <summary>The bearer token of the service's own file: read by the service and by the command line.</summary>
internal static class ListenToken
{
    private const int Least = 16;

    /// <summary>The file's first line; null when no file is configured.</summary>
    public static string? Read(ListenOptions listen)
    {
        if (listen.TokenFile is not { } path)
        {
            return null;
        }

        var token = File.Exists(path) ? File.ReadLines(path).FirstOrDefault()?.Trim() : null;
        return token is { Length: >= Least }
            ? token
            : throw new ConfigurationProblemsException([$"pipeline.listen.token-file names {path}, whose first line has to be a token of at least {Least} characters."]);
    }
}
