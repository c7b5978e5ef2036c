using System.Text;
using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Requests;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Requests;

/// <summary>What the recordings do not show of the bodies; what they show is replayed.</summary>
public sealed class RequestReaderTests
{
    private const string At = "\n at [Source: (org.eclipse.jetty.server.HttpInputOverHTTP); line: ";

    [Theory]
    [InlineData("""{"code": "a\u0041\n\"\\\/\t" }""", "aA\n\"\\/\t")]
    [InlineData("""{"kind":"sql","code":"x","code":"y"}""", "y")]
    [InlineData("""{"code":-1.5e+3}""", "-1.5e+3")]
    [InlineData("""{"code":"žluť 漢字 😀"} trailing""", "žluť 漢字 😀")]
    public void Code_is_read_as_Jackson_reads_it(string body, string code) =>
        Assert.Equal(code, ExecuteRequestReader.ReadStatement(Encoding.UTF8.GetBytes(body)).Code);

    [Theory]
    [InlineData("""{"code":"x",}""", "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", "1, column: 14]")]
    [InlineData("""{"code" "x"}""", "Unexpected character ('\"' (code 34)): was expecting a colon to separate field name and value", "1, column: 10]")]
    [InlineData("{\n \"code\":\n tru }", "Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", "3, column: 6]")]
    [InlineData("""{"code":"x" "kind":"sql"}""", "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", "1, column: 14]")]
    [InlineData("   ", "No content to map due to end-of-input", "1, column: 0]")]
    [InlineData("""{"code":01}""", "Invalid numeric value: '01'", "1, column: 11]")]
    public void A_fault_is_told_with_its_place(string body, string message, string place) =>
        Assert.Equal(message + At + place, Refusal(body).Text);

    [Theory]
    [InlineData("\"a\\qb\"", "Unrecognized character escape 'q' (code 113)")]
    [InlineData("\"a\nb\"", "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value")]
    [InlineData("\"abc", "Unexpected end-of-input: was expecting closing quote for a string value")]
    public void A_fault_within_a_value_names_its_property(string value, string message)
    {
        var refusal = Refusal($$"""{"code":{{value}}""").Text;
        Assert.StartsWith(message + At, refusal, StringComparison.Ordinal);
        Assert.EndsWith("(through reference chain: org.apache.livy.ExecuteRequest[\"code\"])", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_nesting_is_refused_before_it_costs_the_stack() =>
        Assert.Contains("nesting depth", Refusal("{\"code\":" + new string('[', 100_000)).Text, StringComparison.Ordinal);

    [Fact]
    public void A_completion_takes_a_cursor_and_a_statement_does_not()
    {
        var body = """{"code":"SEL","kind":"sql","cursor":3}"""u8.ToArray();
        Assert.Equal(new ExecuteRequest("SEL", "sql"), ExecuteRequestReader.ReadCompletion(body));
        Assert.Throws<LivyException>(() => ExecuteRequestReader.ReadStatement(body));
    }

    [Fact]
    public void A_full_session_request_is_read()
    {
        var request = SessionRequestReader.Read(
            """{"kind":"python","name":"full","driverCores":2,"heartbeatTimeoutInSecond":"60","ttl":"1h","conf":{"a":1,"b":true},"jars":["/x.jar"]}"""u8.ToArray());
        Assert.Equal(("pyspark", "full", 2, 60), (request.Kind, request.Name, request.DriverCores, request.HeartbeatTimeoutInSecond));
        Assert.Equal([new("a", "1"), new("b", "true")], request.Conf);
        Assert.Null(SessionRules.Check(request));
    }

    [Theory]
    [InlineData("""{"ttl":"5x"}""", "Rejected, Reason: Invalid suffix: \"x\"")]
    [InlineData("""{"ttl":"-5min"}""", null)]
    [InlineData("""{"files":["s3://b/k"]}""", null)]
    [InlineData("""{"pyFiles":["file:///etc/x.py"]}""", "Rejected, Reason: requirement failed: Local path /etc/x.py cannot be added to user sessions.")]
    [InlineData("""{"conf":{"spark.master":"a","spark.yarn.jars":"b"}}""", "Rejected, Reason: Blacklisted configuration values in session config: spark.master, spark.yarn.jars")]
    [InlineData("""{"executorCores":99999999999}""", "java.lang.ClassCastException")]
    public void A_readable_request_is_checked_once_it_has_its_id(string body, string? refusal) =>
        Assert.Equal(refusal, SessionRules.Check(SessionRequestReader.Read(Encoding.UTF8.GetBytes(body)))?.Text);

    private static LivyError Refusal(string body) =>
        Assert.Throws<LivyException>(() => ExecuteRequestReader.ReadStatement(Encoding.UTF8.GetBytes(body))).Error;
}
