using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A setting is missing or cannot be read.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message) : base(message) { }

    public ConfigurationException(string message, Exception exception) : base(message, exception) { }

    public static ConfigurationException NullOrEmptyConfig<T>(string path = null)
    {
        var where = string.IsNullOrWhiteSpace(path) ? "" : $" (path: {path})";
        return new ConfigurationException($"Failed to instantiate {typeof(T).Name}: Configuration does not contain `{path}` node or is empty{where}");
    }
}
