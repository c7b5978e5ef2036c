using System.Text;
using Newtonsoft.Json;

namespace Akka.Configuration.Hocon;

/// <summary>Keys and their values, in the order in which the keys were first seen.</summary>
public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; private set; } = [];

    [JsonIgnore]
    public IDictionary<string, object> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => (object)item.Value.GetObject()?.Unwrapped ?? item.Value);

    public bool IsString() => false;

    public string GetString() => throw new NotSupportedException("This element is an object and not a string.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotSupportedException("This element is an object and not an array.");

    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items.Add(key, value = new HoconValue());
        return value;
    }

    /// <summary>Takes over the other's keys; where both hold an object, the objects are merged, else the other's value wins.</summary>
    public void Merge(HoconObject other) => Items = MergeImmutable(other).Items;

    internal HoconObject MergeImmutable(HoconObject other)
    {
        var merged = new Dictionary<string, HoconValue>(Items);
        foreach (var (key, theirs) in other.Items)
        {
            if (merged.TryGetValue(key, out var ours) && ours.IsObject() && theirs.IsObject())
                merged[key] = new HoconValue([ours.GetObject().MergeImmutable(theirs.GetObject())]);
            else
                merged[key] = theirs;
        }

        return new HoconObject { Items = merged };
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var margin = new string(' ', indent * 2);
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
            text.Append(margin).Append(HoconValue.Quoted(key)).Append(" : ").Append(value.ToString(indent)).Append("\r\n");
        return text.ToString();
    }
}
