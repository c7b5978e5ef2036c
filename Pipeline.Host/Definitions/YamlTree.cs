using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pipeline.Host.Definitions;

/// <summary>YAML as a tree of nodes with their lines: plain maps, lists and texts, nothing else of YAML.</summary>
internal sealed class YamlTree
{
    /// <summary>No definition nests as deeply; text that does is refused before it exhausts the stack.</summary>
    private const int DeepestNesting = 32;

    private readonly Parser parser;

    private YamlTree(string text)
    {
        parser = new Parser(new StringReader(text));
    }

    /// <returns>The tree, or the one problem that keeps the text from being read.</returns>
    public static (DefinitionNode? Root, Problem? Problem) Read(string file, string text)
    {
        var tree = new YamlTree(text);
        try
        {
            return (tree.Document(), null);
        }
        catch (NotTakenException refusal)
        {
            return (null, new Problem(file, refusal.Line, refusal.Message));
        }
        catch (YamlException error)
        {
            return (null, Invalid((int)error.Start.Line, error.Message.TrimEnd(' ', '.')));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The parser lets these escape on some texts, without a line: its last event is the nearest place known.
            return (null, Invalid((int)(tree.parser.Current?.End.Line ?? 1), error.Message.TrimEnd(' ', '.')));
        }

        Problem Invalid(int line, string why) => new(file, Math.Max(1, line), $"this is not valid YAML ({why}); mend it here or just before.");
    }

    private DefinitionNode Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out var start))
        {
            throw NotTaken(parser.Current!, "the file is empty; a pipeline starts with 'name: ...'.");
        }

        var root = Node(0);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<DocumentStart>(out var second)
            ? throw NotTaken(second, "a second document starts here, but a file holds one pipeline; move it into a file of its own.")
            : root;
    }

    private DefinitionNode Node(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw NotTaken(parser.Current!, $"this is nested more than {DeepestNesting} levels deep, which no pipeline is; close what is open.");
        }

        // Anchors would let one value stand in two places, and tags would make it something else than it looks.
        if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            throw NotTaken(parser.Current, "anchors (&), aliases (*) and tags (!) are not used in pipelines; write the value itself, in quotes if it starts so.");
        }

        if (parser.TryConsume<MappingStart>(out var map))
        {
            var entries = ImmutableArray.CreateBuilder<MapEntry>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                entries.Add(Entry(depth));
            }

            return new MapNode(entries.ToImmutable(), Line(map));
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = ImmutableArray.CreateBuilder<DefinitionNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return new ListNode(items.ToImmutable(), Line(list));
        }

        var scalar = parser.Consume<Scalar>();
        return new ScalarNode(IsNull(scalar) ? null : scalar.Value, Line(scalar));
    }

    private MapEntry Entry(int depth)
    {
        if (parser.Current is not Scalar)
        {
            throw NotTaken(parser.Current!, "a key must be a name; write it as 'name: value'.");
        }

        var key = (ScalarNode)Node(depth + 1);
        return new MapEntry(key.Text ?? "", Node(depth + 1), key.Line);
    }

    private static bool IsNull(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";

    private static int Line(ParsingEvent parsed) => (int)parsed.Start.Line;

    private static NotTakenException NotTaken(ParsingEvent at, string message) => new(Line(at), message);

    /// <summary>Valid YAML that no pipeline is written in.</summary>
    private sealed class NotTakenException(int line, string message) : Exception(message)
    {
        public int Line { get; } = Math.Max(1, line);
    }
}
