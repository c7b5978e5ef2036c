using System.Net;
using Amazon.Runtime;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Errors;

/// <summary>The tables row by row, against a list of its own: code, words, kind and meaning, as AWS documents the error.</summary>
public sealed class AwsErrorTableTests
{
    private static readonly Dictionary<string, AwsErrorTable> Tables = new()
    {
        ["EMR"] = EmrErrors.Table, ["Redshift"] = RedshiftErrors.Table, ["IAM"] = IamErrors.Table, ["S3"] = S3Errors.Table, ["STS"] = StsErrors.Table,
        ["common"] = new AwsErrorTable("STS", []),
    };

    public static TheoryData<string, string, string, FailureKind, AwsMeaning> Expected
    {
        get
        {
            var data = new TheoryData<string, string, string, FailureKind, AwsMeaning>();
            foreach (var line in GoldenFile.Read("errors.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                data.Add(cells[0], cells[1], cells[2], Enum.Parse<FailureKind>(cells[3]), Enum.Parse<AwsMeaning>(cells[4]));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task An_error_means_what_the_list_says(string service, string code, string words, FailureKind kind, AwsMeaning meaning)
    {
        var error = Error(code, HttpStatusCode.BadRequest, $"Sorry: {words}.");
        var calls = new AwsCalls(Tables[service]);

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => calls.Send<int>("do it", _ => throw error, default));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(meaning, Tables[service].Read(error).Meaning);
        Assert.Contains($"({code})", failure.Message, StringComparison.Ordinal);
        Assert.Contains("do it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_has_every_row()
    {
        var rows = Tables.Where(table => table.Key != "common").SelectMany(table => table.Value.Rows.Select(row => (table.Key, row.Code, row.Says ?? "")))
            .Concat(CommonErrors.Rows.Select(row => ("common", row.Code, row.Says ?? "")));
        var listed = Expected.Select(row => ((string)row[0], (string)row[1], (string)row[2]));

        Assert.Equal(rows.Order(), listed.Order());
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, FailureKind.Transient)]
    [InlineData(HttpStatusCode.BadGateway, FailureKind.Transient)]
    [InlineData(HttpStatusCode.TooManyRequests, FailureKind.Transient)]
    [InlineData((HttpStatusCode)0, FailureKind.Transient)]
    [InlineData(HttpStatusCode.BadRequest, FailureKind.Permanent)]
    [InlineData(HttpStatusCode.NotFound, FailureKind.Permanent)]
    public void A_code_that_nobody_knows_is_judged_by_its_status(HttpStatusCode status, FailureKind kind) =>
        Assert.Equal(kind, EmrErrors.Table.Read(Error("Novelty", status, "?")).Kind);

    public static TheoryData<Exception, FailureKind> Others => new()
    {
        { new HttpRequestException("Connection refused"), FailureKind.Transient },
        { new IOException("The response ended prematurely"), FailureKind.Transient },
        { new TaskCanceledException("The SDK's own time-out"), FailureKind.Transient },
        { new AmazonUnmarshallingException("r-1", "/", new InvalidDataException("<html>")), FailureKind.Transient },
        { new AmazonServiceException("no answer", new HttpRequestException("Connection reset"), 0), FailureKind.Transient },
        { new AmazonClientException("No RegionEndpoint or ServiceURL configured"), FailureKind.Permanent },
        { new InvalidOperationException("a bug"), FailureKind.Transient },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_is_no_answer_of_AWS_is_mapped_as_well(Exception error, FailureKind kind)
    {
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => new AwsCalls(EmrErrors.Table).Send<int>("list clusters", _ => throw error, default));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains("list clusters", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_not_failed()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new AwsCalls(EmrErrors.Table).Send<int>("list clusters", c => throw new OperationCanceledException(c), cancelled.Token));
    }

    [Fact]
    public async Task A_refused_signature_does_not_tell_what_was_signed()
    {
        var error = Error(
            "SignatureDoesNotMatch", HttpStatusCode.Forbidden,
            "The request signature we calculated does not match.\n\nThe Canonical String was\n'POST\nx-amz-security-token:planted-token'");

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => new AwsCalls(IamErrors.Table).Send<int>("show role x", _ => throw error, default));

        Assert.DoesNotContain("planted-token", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("does not match", failure.Message, StringComparison.Ordinal);
    }

    private static AmazonServiceException Error(string code, HttpStatusCode status, string message) => new(message, null, ErrorType.Unknown, code, "r-1", status);
}
