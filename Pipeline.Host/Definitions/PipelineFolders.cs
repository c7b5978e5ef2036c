using System.Collections.Immutable;
using System.Text;
using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Definitions;

/// <summary>Where pipelines are written: <c>pipelines/</c>, and <c>spark/</c>, <c>sql/</c>, <c>reference/</c> with a folder per pipeline.</summary>
internal sealed class PipelineFolders(string root)
{
    /// <summary>Every run records its files in its first event, so they must be of a size to be read and kept.</summary>
    private const long LargestFile = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The names that definition files have, in order.</summary>
    public ImmutableArray<string> Names() =>
        [.. Files("pipelines").Where(file => file.Extension == ".yaml").Select(file => file.Name[..^".yaml".Length]).Order(StringComparer.Ordinal)];

    /// <summary>A definition's text, or why it cannot be read.</summary>
    public (string? Text, Problem? Problem) Definition(string name)
    {
        var file = new FileInfo(Path.Combine(root, "pipelines", $"{name}.yaml"));
        return Read(file, $"pipelines/{name}.yaml");
    }

    /// <summary>What lies in the pipeline's folders; others than scripts and code lists are left alone.</summary>
    public PipelineFiles FilesOf(string name)
    {
        var unreadable = ImmutableArray.CreateBuilder<Problem>();
        return new PipelineFiles(
            name, Texts("spark", ".sql", ".py", ".scala", ".R"), Texts("sql", ".sql"), Texts("reference", ".csv"), unreadable.ToImmutable());

        ImmutableSortedDictionary<string, string> Texts(string folder, params string[] extensions)
        {
            var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var file in Files($"{folder}/{name}").Where(file => extensions.Contains(file.Extension)))
            {
                var (text, problem) = Read(file, $"{folder}/{name}/{file.Name}");
                if (problem is null)
                {
                    texts.Add(file.Name, text!);
                }
                else
                {
                    unreadable.Add(problem);
                }
            }

            return texts.ToImmutable();
        }
    }

    private IEnumerable<FileInfo> Files(string folder)
    {
        var directory = new DirectoryInfo(Path.Combine(root, folder));
        return directory.Exists
            ? directory.EnumerateFiles().Where(file => !file.Name.StartsWith('.')).OrderBy(file => file.Name, StringComparer.Ordinal)
            : [];
    }

    private static (string? Text, Problem? Problem) Read(FileInfo file, string name)
    {
        try
        {
            if (file.Length > LargestFile)
            {
                return (null, new Problem(
                    name, 1, $"the file has {file.Length:N0} bytes, and {LargestFile:N0} are allowed, since every run records it; put large data into the source."));
            }

            var bytes = File.ReadAllBytes(file.FullName);
            return (Strict.GetString(bytes.AsSpan(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0)), null);
        }
        catch (DecoderFallbackException refusal)
        {
            return (null, new Problem(name, 1, $"the file is not UTF-8 (byte {refusal.Index} of it is no part of a character); save it as UTF-8."));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, new Problem(name, 1, $"the file cannot be read: {failure.Message}"));
        }
    }
}
