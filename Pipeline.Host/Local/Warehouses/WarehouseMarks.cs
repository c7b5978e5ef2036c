using System.Text.Json;

namespace Pipeline.Host.Local.Warehouses;

/// <summary>A warehouse in use.</summary>
/// <param name="Name">Its name; of a query, one of its own.</param>
/// <param name="Database">The database.</param>
/// <param name="Journal">Whose run it belongs to.</param>
/// <param name="Reader">The process of a query, whose mark counts only while it lives; null for a run's, which holds until its teardown.</param>
public sealed record WarehouseMark(string Name, string Database, string Journal, ProcessIdentity? Reader = null);

/// <summary>Which warehouses are in use: one file each, so that any process can tell whether the server is needed.</summary>
public sealed class WarehouseMarks(LocalFiles files)
{
    private string Of(string name) => Path.Combine(files.Warehouses, name + ".json");

    public void Set(WarehouseMark mark) => AtomicFile.Write(Of(mark.Name), JsonSerializer.Serialize(mark, JsonSerializerOptions.Web));

    public void Remove(string name) => File.Delete(Of(name));

    public WarehouseMark? Find(string name) => Read(Of(name));

    /// <summary>When the mark was set, in UTC.</summary>
    public DateTimeOffset Since(string name) => new(File.GetLastWriteTimeUtc(Of(name)), TimeSpan.Zero);

    /// <summary>The marks that count: runs' warehouses, and living queries.</summary>
    public IReadOnlyList<WarehouseMark> InUse() => !Directory.Exists(files.Warehouses)
        ? []
        : [.. Directory.EnumerateFiles(files.Warehouses, "*.json").Select(Read).OfType<WarehouseMark>().Where(mark => mark.Reader is not { Lives: false })];

    private static WarehouseMark? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<WarehouseMark>(File.ReadAllText(path), JsonSerializerOptions.Web);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
