using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Akka.Serialization;

/// <summary>Numbers as <c>{"$":"I42"}</c>, so that they come back as the type they were.</summary>
internal static class TaggedNumbers
{
    public static bool Are(Type type) => type == typeof(int) || type == typeof(float) || type == typeof(decimal);

    public static string Write(object number) => number switch
    {
        int i => "I" + i.ToString(CultureInfo.InvariantCulture),
        float f => "F" + f.ToString(CultureInfo.InvariantCulture),
        decimal m => "M" + m.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{number.GetType()} is not written with a tag"),
    };

    public static object Read(string text) => text[0] switch
    {
        'I' => int.Parse(text.AsSpan(1), CultureInfo.InvariantCulture),
        'F' => float.Parse(text.AsSpan(1), CultureInfo.InvariantCulture),
        'M' => decimal.Parse(text.AsSpan(1), CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"'{text}' is no number with a tag"),
    };

    public static JToken ReadWithin(JToken token)
    {
        switch (token)
        {
            case JObject tagged when tagged["$"] != null:
                return new JValue(Read(tagged["$"]!.Value<string>()));
            case JObject plain:
                foreach (var property in plain.Properties().ToList())
                    property.Value = ReadWithin(property.Value);
                return plain;
            case JArray array:
                for (var i = 0; i < array.Count; i++)
                    array[i] = ReadWithin(array[i]);
                return array;
            default:
                return token;
        }
    }
}
