namespace Pipeline.Actors.Definitions.Reading;

/// <summary>Finds the line of any place in a definition by its path, as <c>jobs/immigration/script</c>.</summary>
internal sealed class LineIndex
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    public LineIndex(DefinitionNode root)
    {
        lines[""] = root.Line;
        Add("", root);
    }

    /// <summary>The line of the place, or of the nearest one around it that the file has.</summary>
    public int Of(string path)
    {
        while (!lines.ContainsKey(path))
        {
            var slash = path.LastIndexOf('/');
            path = slash < 0 ? "" : path[..slash];
        }

        return lines[path];
    }

    private void Add(string path, DefinitionNode node)
    {
        switch (node)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    var child = Join(path, entry.Key);
                    if (lines.TryAdd(child, entry.Line))
                    {
                        Add(child, entry.Value);
                    }
                }

                break;
            case ListNode list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    var child = Join(path, $"{i}");
                    lines[child] = list.Items[i].Line;
                    Add(child, list.Items[i]);
                }

                break;
        }
    }

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";
}
