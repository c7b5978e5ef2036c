using Akka.Configuration;

namespace Pipeline.Host.Configuration;

/// <summary>What hocon.conf cannot know: where the journal lies.</summary>
internal static class JournalPlace
{
    public static Config Of(JournalOptions journal)
    {
        var connection = $"Data Source={journal.File}".Replace("\\", "\\\\").Replace("\"", "\\\"");
        return ConfigurationFactory.ParseString($"akka.persistence.journal.sql.connection-string = \"{connection}\"");
    }
}
