using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>What stands behind a key: elements side by side that read as one string, one array or one object.</summary>
public class HoconValue : IMightBeAHoconObject
{
    public HoconValue() : this([]) { }

    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true) => Values = values;

    public List<IHoconElement> Values { get; }

    public bool IsEmpty => Values.Count == 0 || Values[0] is HoconObject { Items.Count: 0 };

    public void AppendValue(IHoconElement value) => Values.Add(value);

    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public Config ToConfig() => new(new HoconRoot(this));

    public Config AtKey(string key)
    {
        var parent = new HoconObject();
        parent.Items[key] = this;
        return new Config(new HoconRoot(new HoconValue([parent])));
    }

    public bool IsObject() => GetObject() != null;

    public HoconObject GetObject() => Values.FirstOrDefault() switch
    {
        HoconObject o => o,
        IMightBeAHoconObject o when o.IsObject() => o.GetObject(),
        _ => null,
    };

    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);

    public bool IsArray() => GetArray().Count != 0;

    public IList<HoconValue> GetArray() => Values.Where(v => v.IsArray()).SelectMany(v => v.GetArray()).ToList();

    public bool IsString() => Values.Count > 0 && Values.TrueForAll(v => v.IsString());

    public string GetString()
    {
        if (!IsString())
            return null;
        var text = string.Concat(Values.Select(v => v.GetString())).Trim();
        return text == "null" ? null : text;
    }

    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var text => throw new NotSupportedException($"Unknown boolean format: {text}"),
    };

    public byte GetByte() => byte.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public int GetInt() => int.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public long GetLong() => long.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public float GetFloat() => float.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public double GetDouble() => double.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public decimal GetDecimal() => decimal.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.ParseTimeSpan(GetString(), allowInfinite);

    public long? GetByteSize() => HoconUnits.ParseByteSize(GetString());

    public IList<bool> GetBooleanList() => List(v => v.GetBoolean());

    public IList<byte> GetByteList() => List(v => v.GetByte());

    public IList<int> GetIntList() => List(v => v.GetInt());

    public IList<long> GetLongList() => List(v => v.GetLong());

    public IList<float> GetFloatList() => List(v => v.GetFloat());

    public IList<double> GetDoubleList() => List(v => v.GetDouble());

    public IList<decimal> GetDecimalList() => List(v => v.GetDecimal());

    public IList<string> GetStringList() => List(v => v.GetString());

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent)
    {
        if (IsString())
            return Quoted(GetString());
        if (IsObject())
        {
            var body = GetObject().ToString(indent + 1);
            return indent == 0 ? body : $"{{\r\n{body}{new string(' ', indent * 2)}}}";
        }

        return IsArray() ? $"[{string.Join(",", GetArray().Select(e => e.ToString(indent + 1)))}]" : "<<unknown value>>";
    }

    internal static string Quoted(string text) => text switch
    {
        null => "",
        _ when text.AsSpan().IndexOfAny(" \t:") >= 0 => "\"" + text + "\"",
        _ => text,
    };

    private IList<T> List<T>(Func<HoconValue, T> read) => GetArray().Select(read).ToList();
}
