namespace Akka.Hosting;

/// <summary>Where HOCON goes beside what was added before.</summary>
public enum HoconAddMode
{
    /// <summary>Before: it wins.</summary>
    Prepend,

    /// <summary>After: it is a fallback.</summary>
    Append,

    /// <summary>Instead.</summary>
    Replace,
}
