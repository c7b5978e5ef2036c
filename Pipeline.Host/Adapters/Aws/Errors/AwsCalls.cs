using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Pipeline.Actors;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>Makes calls to one service: every error becomes a failure of a port here and nowhere else.</summary>
/// <param name="table">The service's errors.</param>
public sealed class AwsCalls(AwsErrorTable table)
{
    private const int Longest = 600;

    /// <param name="doing">For messages: "start cluster x".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<T> Send<T>(string doing, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && error is not PortFailureException)
        {
            throw Map(doing, error);
        }
    }

    /// <summary>The same, with an answer of its own for an error of one meaning.</summary>
    public async Task<T> Send<T>(string doing, Func<CancellationToken, Task<T>> call, AwsMeaning meaning, Func<T> instead, CancellationToken cancellation)
    {
        try
        {
            return await call(cancellation);
        }
        catch (AmazonServiceException error) when (table.Read(error).Meaning == meaning)
        {
            return instead();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && error is not PortFailureException)
        {
            throw Map(doing, error);
        }
    }

    private PortFailureException Map(string doing, Exception error) => error switch
    {
        AmazonUnmarshallingException => PortFailureException.Transient($"{table.Service} did not {doing}: what answered does not speak its protocol ({error.Message}).", error),
        AmazonServiceException { StatusCode: 0, InnerException: { } inner } => NoAnswer(doing, inner),
        AmazonServiceException refused => Refused(doing, refused),
        AmazonClientException when error.InnerException is HttpRequestException or IOException or OperationCanceledException => NoAnswer(doing, error.InnerException),

        // No credentials, no region, a profile that is not there: the SDK never got to ask.
        AmazonClientException => PortFailureException.Permanent($"{table.Service} was not asked to {doing}: {error.Message}", error),
        OperationCanceledException or TimeoutException => PortFailureException.Transient($"{table.Service} did not answer in time when asked to {doing}; whether it did is unknown.", error),
        HttpRequestException or IOException => NoAnswer(doing, error),
        JsonException or XmlException => PortFailureException.Transient($"{table.Service} did not {doing}: its answer cannot be read ({error.Message}).", error),
        _ => PortFailureException.Transient($"{table.Service} did not {doing}: unexpected {error.GetType().Name}: {error.Message}", error),
    };

    private PortFailureException NoAnswer(string doing, Exception error) =>
        PortFailureException.Transient($"{table.Service} could not be reached to {doing}: {error.GetBaseException().Message}", error);

    private PortFailureException Refused(string doing, AmazonServiceException error)
    {
        var row = table.Read(error);
        var code = string.IsNullOrEmpty(error.ErrorCode) ? $"HTTP {(int)error.StatusCode}" : error.ErrorCode;
        var mend = row.Mend is null ? "" : " " + row.Mend;
        var says = FirstLine(error.Message);
        return new PortFailureException(row.Kind, $"{table.Service} did not {doing}: {says.TrimEnd('.')} ({code}).{mend}", says == error.Message ? error : null);
    }

    /// <summary>Behind the first line of a refused signature stands the request that was signed, with its session token.</summary>
    private static string FirstLine(string message)
    {
        var line = message.Split(['\r', '\n'], 2)[0];
        return line.Length <= Longest ? line : line[..Longest];
    }
}
