using System.Globalization;
using System.Text;

namespace Pipeline.Host.Local;

/// <summary>Writes a file so that a reader sees the old one or the whole new one, whenever the writer dies.</summary>
public static class AtomicFile
{
    /// <summary>For what only its owner may read.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static int written;

    /// <summary>Writes beside, forces to disk, renames. The folder is made when it is missing.</summary>
    public static void Write(string path, string text, UnixFileMode mode = Readable)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref written)}.tmp");
        try
        {
            // Created with its final mode: a secret is at no moment readable by others.
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode };
            using (var file = new FileStream(beside, options))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
