using System.Collections.Immutable;
using static Pipeline.Actors.FailureKind;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>Errors that every service answers alike: credentials, permissions, throttling, trouble of its own.</summary>
internal static class CommonErrors
{
    private const string Renew = "Renew the credentials (aws sso login, or a new key).";
    private const string Allow = "Allow it in the policy of the identity that the service runs as; ./pipeline doctor --aws --print-policy writes one.";
    private const string Clock = "Check this machine's clock and the secret key.";

    public static readonly ImmutableArray<AwsError> Rows =
    [
        new("Throttling", Transient),
        new("ThrottlingException", Transient),
        new("ThrottledException", Transient),
        new("RequestThrottled", Transient),
        new("RequestThrottledException", Transient),
        new("RequestLimitExceeded", Transient),
        new("TooManyRequestsException", Transient),
        new("SlowDown", Transient),
        new("BandwidthLimitExceeded", Transient),
        new("PriorRequestNotComplete", Transient),
        new("RequestTimeout", Transient),
        new("RequestTimeoutException", Transient),
        new("InternalError", Transient),
        new("InternalFailure", Transient),
        new("InternalServerError", Transient),
        new("InternalServerException", Transient),
        new("ServiceFailure", Transient),
        new("ServiceUnavailable", Transient),
        new("ServiceUnavailableException", Transient),

        // The SDK's chain may have new ones the next time.
        new("ExpiredToken", Transient, Mend: Renew),
        new("ExpiredTokenException", Transient, Mend: Renew),
        new("RequestExpired", Transient, Mend: Clock),
        new("RequestTimeTooSkewed", Transient, Mend: Clock),
        new("AccessDenied", Permanent, Mend: Allow),
        new("AccessDeniedException", Permanent, Mend: Allow),
        new("UnauthorizedOperation", Permanent, Mend: Allow),
        new("AuthFailure", Permanent, Mend: Renew),
        new("InvalidClientTokenId", Permanent, Mend: Renew),
        new("UnrecognizedClientException", Permanent, Mend: Renew),
        new("InvalidAccessKeyId", Permanent, Mend: Renew),
        new("InvalidToken", Permanent, Mend: Renew),
        new("MissingAuthenticationToken", Permanent, Mend: Renew),
        new("MissingAuthenticationTokenException", Permanent, Mend: Renew),
        new("SignatureDoesNotMatch", Permanent, Mend: Clock),
        new("InvalidSignatureException", Permanent, Mend: Clock),
        new("IncompleteSignature", Permanent, Mend: Clock),
        new("OptInRequired", Permanent, Mend: "Enable the service or the region for this account."),
        new("InvalidAction", Permanent),
        new("InvalidParameterValue", Permanent),
        new("InvalidParameterCombination", Permanent),
        new("MissingParameter", Permanent),
        new("MissingAction", Permanent),
        new("MalformedQueryString", Permanent),
        new("ValidationError", Permanent),
        new("ValidationException", Permanent),
        new("SerializationException", Permanent),
        new("UnknownOperationException", Permanent),
    ];
}
