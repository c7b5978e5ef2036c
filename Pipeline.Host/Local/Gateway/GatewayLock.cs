namespace Pipeline.Host.Local.Gateway;

/// <summary>Makes sure that a gateway's name is borne by one process at a time; the system frees it with the process.</summary>
public sealed class GatewayLock : IDisposable
{
    private readonly FileStream _file;

    private GatewayLock(FileStream file) => _file = file;

    /// <summary>Takes the name, or gives null if another process has it.</summary>
    public static GatewayLock? TryTake(string home, string name)
    {
        var path = Path.Combine(GatewayRuntime.FolderIn(home), name + ".lock");
        try
        {
            return new GatewayLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    // The file stays: deleting it would let two processes lock two files of one name.
    public void Dispose() => _file.Dispose();
}
