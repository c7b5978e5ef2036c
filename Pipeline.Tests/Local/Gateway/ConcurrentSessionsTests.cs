using System.Text.Json;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>Sessions run at the same time, with the real engine.</summary>
public sealed class ConcurrentSessionsTests
{
    private const string Sleep = "SELECT reflect('java.lang.Thread', 'sleep', 1000L)";

    [RequiresFact(Needs.Engine)]
    public async Task Four_sessions_sleep_at_the_same_time()
    {
        await using var gateway = await TestGateway.Start(options => options);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.NewSession()));

        var statements = await Task.WhenAll(sessions.Select(session => gateway.Submit(session, Sleep)));
        var done = await Task.WhenAll(statements.Select(gateway.Finished));

        // Each slept its second, and there was a moment at which all four did: the last began before the first ended.
        Assert.All(done, statement => Assert.True(Completed(statement) - Started(statement) >= 1000, statement.GetRawText()));
        Assert.True(done.Max(Started) < done.Min(Completed), string.Join('\n', done.Select(statement => statement.GetRawText())));
        Assert.All(done, statement => Assert.Equal(
            """{"schema":{"type":"struct","fields":[{"name":"reflect(java.lang.Thread, sleep, 1000)","type":"string","nullable":true,"metadata":{}}]},"data":[["null"]]}""",
            statement.GetProperty("output").GetProperty("data").GetProperty("application/json").GetRawText()));
    }

    private static long Started(JsonElement statement) => statement.GetProperty("started").GetInt64();

    private static long Completed(JsonElement statement) => statement.GetProperty("completed").GetInt64();
}
