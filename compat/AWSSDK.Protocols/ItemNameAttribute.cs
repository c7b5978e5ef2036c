#nullable enable
namespace Amazon.Compat;

/// <summary>What the Query protocol calls an item of this list: <c>Tags.Tag.1</c>. Without it an item is a <c>member</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
