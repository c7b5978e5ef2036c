using System.Net;
using Pipeline.Host.Configuration;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Configuration;

public class OptionsReaderTests
{
    private const string Root = "/checkout";

    [Fact]
    public void Without_settings_everything_has_a_default_below_the_checkout()
    {
        var options = Read();
        Assert.Equal("/checkout/.pipeline", options.Home);
        Assert.Equal("/checkout/.pipeline/lake", options.Sink);
        Assert.Equal("/checkout/.pipeline/journal.db", options.Journal.File);
        Assert.Equal(IPAddress.Loopback, options.Listen.Address);
        Assert.Null(options.Listen.TokenFile);
        Assert.Equal(8, options.Local.Sessions);
    }

    [Fact]
    public void Paths_are_relative_to_the_checkout_and_the_journal_to_home()
    {
        var options = Read(("home", "state"), ("sink", "lake"), ("journal.file", "events.db"));
        Assert.Equal("/checkout/lake", options.Sink);
        Assert.Equal("/checkout/state/events.db", options.Journal.File);
    }

    [Fact]
    public void A_sink_with_a_scheme_stays_as_it_is() => Assert.Equal("s3://bucket/lake", Read(("sink", "s3://bucket/lake")).Sink);

    [Theory]
    [InlineData("listen.port", "many", "a whole number from 0 to 65535")]
    [InlineData("listen.port", "70000", "a whole number from 0 to 65535")]
    [InlineData("local.sessions", "0", "from 1 to 64")]
    [InlineData("local.engine", "duckdbb", "did you mean 'duckdb'?")]
    [InlineData("service.answer-timeout", "10", "a duration such as")]
    [InlineData("listen.host", "pipeline.example.org", "an IP address or localhost")]
    [InlineData("environment", "gcp", "one of local")]
    public void A_wrong_value_is_refused_with_its_setting_and_what_it_has_to_be(string key, string value, string expected)
    {
        var problem = Assert.Single(Refused((key, value)));
        Assert.StartsWith($"pipeline.{key} is '{value}'", problem);
        Assert.Contains(expected, problem);
        Assert.Contains(EnvironmentOverlay.Variable(key), problem);
    }

    [Fact]
    public void An_unknown_setting_is_refused_with_the_nearest_one()
    {
        var problem = Assert.Single(Refused(("listen.prot", "1")));
        Assert.StartsWith("pipeline.listen.prot is no setting (did you mean 'listen.port'?)", problem);
    }

    [Fact]
    public void Every_problem_is_told_at_once() => Assert.Equal(3, Refused(("listen.port", "x"), ("local.engine", "y"), ("colour", "z")).Length);

    [Fact]
    public void Nobody_beyond_loopback_is_listened_to_without_a_token()
    {
        Assert.Contains("listen.token-file", Assert.Single(Refused(("listen.host", "0.0.0.0"))));
        Assert.Equal(IPAddress.Any, Read(("listen.host", "0.0.0.0"), ("listen.token-file", "token")).Listen.Address);
    }

    [Fact]
    public void The_connection_string_is_never_shown()
    {
        var options = Read(("local.postgres", "Host=db;Password=hunter2"));
        Assert.Equal("Host=db;Password=hunter2", options.Local.Postgres!.Value.Value);
        Assert.DoesNotContain("hunter2", options.ToString());
    }

    [Fact]
    public void The_journal_s_connection_string_comes_from_the_setting_or_from_a_file_and_is_never_shown()
    {
        const string connection = "Host=db;Database=pipeline;Password=hunter2";
        using var folder = new TempFolder();
        File.WriteAllText(folder["connection"], connection + "\n");
        Assert.Contains("chmod 600", Assert.Single(Refused(("journal.postgres-file", folder["connection"]))));
        File.SetUnixFileMode(folder["connection"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        foreach (var options in new[] { Read(("journal.postgres", connection)), Read(("journal.postgres-file", folder["connection"])) })
        {
            Assert.Equal(connection, options.Journal.Postgres!.Value.Value);
            Assert.DoesNotContain("hunter2", options.ToString());
        }

        Assert.Null(Read().Journal.Postgres);
        Assert.Contains("one of them has to go", Assert.Single(Refused(("journal.postgres", connection), ("journal.postgres-file", "x"))));
        Assert.Contains("does not exist", Assert.Single(Refused(("journal.postgres-file", folder["none"]))));
    }

    [Theory]
    [InlineData("Hots=db;Password=hunter2")]
    [InlineData("Host=db;Password=hunter2")]
    [InlineData("postgres://hunter2@db/pipeline")]
    public void What_is_no_connection_string_is_refused_without_being_shown(string text)
    {
        var problem = Assert.Single(Refused(("journal.postgres", text)));
        Assert.StartsWith("pipeline.journal.postgres has to be a connection string", problem);
        Assert.DoesNotContain("hunter2", problem);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("1.5 m", 90)]
    [InlineData("2h", 7200)]
    public void A_duration_has_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("service.answer-timeout", text)).Service.AnswerTimeout);

    private static PipelineOptions Read(params (string Key, string Value)[] settings) =>
        OptionsReader.Read(settings.ToDictionary(setting => setting.Key, setting => setting.Value), Root);

    private static string[] Refused(params (string Key, string Value)[] settings) =>
        [.. Assert.Throws<ConfigurationProblemsException>(() => Read(settings)).Problems];
}
