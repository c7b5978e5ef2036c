using System.Text;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>What anybody on this machine could see of its processes while a run went on.</summary>
internal sealed class CommandLines
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public void Look()
    {
        var now = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(Read).ToList();
        lock (_seen)
        {
            _seen.UnionWith(now);
        }
    }

    private static string Read(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"), Encoding.UTF8).Replace('\0', ' ');
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
