using Pipeline.Host.Local.Gateway.Engine;
using Pipeline.Host.Local.Gateway.Sessions;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Engine;

public sealed class EngineProtocolTests
{
    [Fact]
    public void A_result_s_text_is_kept_to_the_letter()
    {
        const string Output = """{"schema":{},"data":[[9007199254740993, 1.0E10,1.10, "\u0001"]]}""";
        var answer = Assert.IsType<EngineMessage.Answer>(EngineProtocol.Read($$"""{"id":7,"status":"ok","output":{{Output}},"text":[["x"]]}"""));
        Assert.Equal((7, new StatementOutput.Ok(Output)), (answer.Id, answer.Output));
    }

    [Fact]
    public void What_a_statement_became_is_read_where_it_is_told()
    {
        Assert.Equal(["a", "b"], Assert.IsType<EngineMessage.Answer>(
            EngineProtocol.Read("""{"id":7,"status":"error","ename":"Error","evalue":"no","duckdb":["a","b"]}""")).DuckDb);
        Assert.Null(Assert.IsType<EngineMessage.Answer>(EngineProtocol.Read("""{"id":7,"status":"ok","output":{}}""")).DuckDb);
    }

    [Fact]
    public void A_failure_is_read_with_its_trace()
    {
        var answer = Assert.IsType<EngineMessage.Answer>(
            EngineProtocol.Read("""{"id":7,"status":"error","ename":"Error","evalue":"no","traceback":["a","b"]}"""));
        var error = Assert.IsType<StatementOutput.Error>(answer.Output);
        Assert.Equal(("Error", "no", "a b"), (error.Name, error.Value, string.Join(' ', error.Traceback)));
    }

    [Theory]
    [InlineData("""{"id":1,"progress":0.25}""", 0.25)]
    [InlineData("""{"id":1,"progress":7}""", 1)]
    public void Progress_stays_between_0_and_1(string line, double value) =>
        Assert.Equal(new EngineMessage.Progress(1, value), EngineProtocol.Read(line));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"x","status":"ok","output":{}}""")]
    [InlineData("""{"id":1,"status":"ok"}""")]
    [InlineData("""{"id":1,"status":"fine"}""")]
    [InlineData("""{"ready":false}""")]
    public void Anything_else_is_garbage(string line) => Assert.Equal(new EngineMessage.Garbage(line), EngineProtocol.Read(line));

    [Fact]
    public void A_request_is_one_line_whatever_the_code()
    {
        var line = EngineProtocol.Execute(3, "SELECT '\n\u2028 😀 \"'", 1000);
        Assert.DoesNotContain('\n', line);
        Assert.StartsWith("""{"id":3,"execute":"SELECT '\n""", line, StringComparison.Ordinal);
        Assert.Equal("""{"cancel":3}""", EngineProtocol.Cancel(3));
    }
}
