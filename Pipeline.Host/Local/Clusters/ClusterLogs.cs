namespace Pipeline.Host.Local.Clusters;

/// <summary>What gateways printed, kept for a while after they are gone.</summary>
internal static class ClusterLogs
{
    private const int Kept = 20;

    /// <summary>Removes the oldest logs, with the locks of those names: they are ended runs'.</summary>
    public static void Prune(LocalFiles files)
    {
        var folder = Path.GetDirectoryName(files.ClusterLog(""))!;
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var log in new DirectoryInfo(folder).EnumerateFiles("*.log").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept))
        {
            var name = Path.GetFileNameWithoutExtension(log.Name);
            if (files.GatewayOf(name) is not { Lives: true })
            {
                log.Delete();
                File.Delete(files.ClusterLock(name));
            }
        }
    }
}
