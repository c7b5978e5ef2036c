using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <summary>A piece of a definition with its line, free of the syntax it was written in.</summary>
public abstract record DefinitionNode(int Line);

/// <summary>Text as written; whether it is a number or a word is for the reader to decide. Null where a key has no value.</summary>
public sealed record ScalarNode(string? Text, int Line) : DefinitionNode(Line);

public sealed record ListNode(ImmutableArray<DefinitionNode> Items, int Line) : DefinitionNode(Line);

/// <summary>Keys in the order of the file, repeated ones too.</summary>
public sealed record MapNode(ImmutableArray<MapEntry> Entries, int Line) : DefinitionNode(Line);

public sealed record MapEntry(string Key, DefinitionNode Value, int Line);
