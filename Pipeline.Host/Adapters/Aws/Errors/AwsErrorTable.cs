using System.Collections.Immutable;
using System.Net;
using Amazon.Runtime;
using Pipeline.Actors;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>Every error code of a service that was met or is documented for the calls made here, in one table.</summary>
/// <param name="Service">For messages.</param>
/// <param name="Rows">The service's own; the first that fits counts.</param>
public sealed record AwsErrorTable(string Service, ImmutableArray<AwsError> Rows)
{
    /// <summary>The row for an error; the common ones come after the service's own, then the status decides.</summary>
    public AwsError Read(AmazonServiceException error)
    {
        // EMR's own exceptions hide the code behind a member of the same name.
        var code = error.ErrorCode ?? "";
        return Rows.Concat(CommonErrors.Rows).FirstOrDefault(row => row.Code == code && (row.Says is null || error.Message.Contains(row.Says, StringComparison.OrdinalIgnoreCase)))
            ?? new AwsError(code, IsServers(error.StatusCode) ? FailureKind.Transient : FailureKind.Permanent);
    }

    /// <summary>No status at all is a network's error, not an answer.</summary>
    private static bool IsServers(HttpStatusCode status) => status is 0 or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
