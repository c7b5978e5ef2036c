using Akka.Configuration.Hocon;
using Akka.Util.Internal;

namespace Akka.Configuration;

/// <summary>Settings read by dotted path, with fallbacks behind them.</summary>
public class Config
{
    public static readonly Config Empty = ConfigurationFactory.Empty;

    // What was parsed, without the fallbacks merged into Root.
    private HoconValue _own;

    public Config() { }

    public Config(HoconRoot root)
    {
        _own = root.Value ?? throw new ArgumentNullException(nameof(root), "The root value cannot be null.");
        Root = root.Value;
        Substitutions = root.Substitutions;
    }

    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Root = source.Root;
        Fallback = fallback;
    }

    public Config Fallback { get; private set; }

    public virtual HoconValue Root { get; private set; }

    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    public virtual bool IsEmpty => Root == null || Root.IsEmpty;

    public virtual bool HasPath(string path) => GetValue(path) != null;

    public HoconValue GetValue(string path)
    {
        var node = Root ?? throw new InvalidOperationException("Current node should not be null");
        foreach (var key in path.SplitDottedPathHonouringQuotes())
        {
            node = node.GetChildObject(key);
            if (node == null)
                return null;
        }

        return node;
    }

    public virtual bool GetBoolean(string path, bool @default = false) => GetValue(path)?.GetBoolean() ?? @default;

    public virtual int GetInt(string path, int @default = 0) => GetValue(path)?.GetInt() ?? @default;

    public virtual long GetLong(string path, long @default = 0) => GetValue(path)?.GetLong() ?? @default;

    public virtual float GetFloat(string path, float @default = 0) => GetValue(path)?.GetFloat() ?? @default;

    public virtual double GetDouble(string path, double @default = 0) => GetValue(path)?.GetDouble() ?? @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) => GetValue(path)?.GetDecimal() ?? @default;

    public virtual string GetString(string path, string @default = null) => GetValue(path) is { } value ? value.GetString() : @default;

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        GetValue(path)?.GetTimeSpan(allowInfinite) ?? @default.GetValueOrDefault();

    public virtual long? GetByteSize(string path) => GetValue(path)?.GetByteSize();

    public virtual long? GetByteSize(string path, long? def = null) => GetValue(path) is { } value ? value.GetByteSize() : def;

    public virtual IList<bool> GetBooleanList(string path) => GetValue(path).GetBooleanList();

    public virtual IList<byte> GetByteList(string path) => GetValue(path).GetByteList();

    public virtual IList<int> GetIntList(string path) => GetValue(path).GetIntList();

    public virtual IList<long> GetLongList(string path) => GetValue(path).GetLongList();

    public virtual IList<float> GetFloatList(string path) => GetValue(path).GetFloatList();

    public virtual IList<double> GetDoubleList(string path) => GetValue(path).GetDoubleList();

    public virtual IList<decimal> GetDecimalList(string path) => GetValue(path).GetDecimalList();

    public virtual IList<string> GetStringList(string path) => GetValue(path)?.GetStringList() ?? [];

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => GetValue(path)?.GetStringList() ?? defaultPaths;

    public virtual Config GetConfig(string path)
    {
        var value = GetValue(path);
        var behind = Fallback?.GetConfig(path);
        if (value == null)
            return behind;
        var config = new Config(new HoconRoot(value));
        return behind == null ? config : config.WithFallback(behind);
    }

    public virtual Config WithFallback(Config fallback)
    {
        if (fallback == this)
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        if (fallback == null || (!IsEmpty && Holds(fallback.Root.GetObject(), "")))
            return this;
        if (IsEmpty)
            return fallback;

        var merged = Copy(fallback);
        merged.Root = new HoconValue([fallback.Root.GetObject().MergeImmutable(Root.GetObject())]);
        return merged;
    }

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable()
    {
        var seen = new HashSet<string>();
        for (var config = this; config != null; config = config.Fallback)
        {
            foreach (var item in config.Root.GetObject().Items)
            {
                if (seen.Add(item.Key))
                    yield return item;
            }
        }
    }

    public override string ToString() => _own?.ToString() ?? "";

    public string ToString(bool includeFallback) => includeFallback ? Root.ToString() : ToString();

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    protected Config Copy(Config fallback = null) => new()
    {
        Fallback = Fallback == null ? fallback : Fallback.Copy(fallback),
        Root = Root,
        _own = _own,
        Substitutions = Substitutions,
    };

    private bool Holds(HoconObject other, string path)
    {
        foreach (var (key, value) in other.Items)
        {
            var childPath = path == "" ? key : $"{path}.\"{key}\"";
            if (GetValue(childPath) is not { } mine)
                return false;
            var same = value.IsObject() ? Holds(value.GetObject(), childPath)
                : value.IsArray() ? !value.GetStringList().Except(mine.GetStringList()).Any()
                : value.GetString() == mine.GetString();
            if (!same)
                return false;
        }

        return true;
    }
}
