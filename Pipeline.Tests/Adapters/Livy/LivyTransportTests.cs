using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

public sealed class LivyTransportTests
{
    private static readonly LivyEndpoint Endpoint = ScriptedLivy.Endpoint;
    private static readonly SessionRequest Request = new("foo", "sql", ImmutableSortedDictionary<string, string>.Empty);

    public static TheoryData<string, int, Func<ILivy, CancellationToken, Task>> Calls => new()
    {
        { "GET /sessions/foo", 30, (livy, c) => livy.FindSession(Endpoint, "foo", c) },
        { "GET /sessions/foo/statements?order=desc&size=100", 30, (livy, c) => livy.FindStatement(Endpoint, "foo", "m", c) },
        { "GET /sessions/foo/statements/7", 30, (livy, c) => livy.GetStatement(Endpoint, "foo", 7, c) },
        { "POST /sessions/foo/statements", 60, (livy, c) => livy.PostStatement(Endpoint, "foo", "SELECT 1", c) },
        { "POST /sessions/foo/statements/7/cancel", 60, (livy, c) => livy.CancelStatement(Endpoint, "foo", 7, c) },
        { "POST /sessions", 120, (livy, c) => livy.CreateSession(Endpoint, Request, c) },
        { "DELETE /sessions/foo", 180, (livy, c) => livy.DeleteSession(Endpoint, "foo", c) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_waits_for_its_answer_as_long_as_its_kind_may_take(string request, int seconds, Func<ILivy, CancellationToken, Task> call)
    {
        var came = new TaskCompletionSource();
        var livy = new ScriptedLivy().OnSilence(request, came);
        var answer = call(livy.Livy, CancellationToken.None);
        await came.Task;
        livy.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(answer.IsCompleted);

        livy.Time.Advance(TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => answer);
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.EndsWith($"within {seconds} s; whether it did is unknown.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_sees_its_own_cancellation_and_no_failure()
    {
        var came = new TaskCompletionSource();
        var livy = new ScriptedLivy().OnSilence("GET /sessions/foo", came);
        using var cancellation = new CancellationTokenSource();
        var answer = livy.Livy.FindSession(Endpoint, "foo", cancellation.Token);
        await came.Task;
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_Livy_that_cannot_be_reached_may_be_later()
    {
        var livy = new ScriptedLivy(new LivyCredentials("pipeline", "s3cret")).OnBrokenConnection("GET /sessions/foo");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.Livy.FindSession(Endpoint, "foo", CancellationToken.None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal(
            "Livy of cluster arrivals-r1 at http://127.0.0.1:8998 could not be reached to find session foo: Connection refused (127.0.0.1:8998)", failure.Message);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Please log in</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"id":"seven","state":"idle"}""")]
    public async Task What_says_200_and_is_no_answer_of_Livy_s_is_no_success(string body)
    {
        var livy = new ScriptedLivy().On("GET /sessions/foo", Answer.Json(200, body));
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => livy.Livy.FindSession(Endpoint, "foo", CancellationToken.None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("speaks no Livy", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_print_themselves_without_their_secret() =>
        Assert.DoesNotContain("s3cret", $"{new LivyCredentials("pipeline", "s3cret")}", StringComparison.Ordinal);
}
