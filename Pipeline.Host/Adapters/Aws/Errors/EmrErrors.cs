using static Pipeline.Actors.FailureKind;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>EMR's errors.</summary>
internal static class EmrErrors
{
    public static readonly AwsErrorTable Table = new("EMR",
    [
        // IAM tells EMR of a role some seconds after it has told us.
        new("ValidationException", Transient, Says: "Invalid InstanceProfile"),
        new("ValidationException", Transient, Says: "Failed to authorize instance profile"),
        new("ValidationException", Transient, Says: "is invalid. Please check the role"),
        new("ValidationException", Transient, Says: "Invalid ServiceRole"),
        new("ValidationException", Permanent, AwsMeaning.NotFound, Says: "Specified job flow ID"),
        new("ValidationException", Permanent, AwsMeaning.NotFound, Says: "does not exist"),
        new("ValidationException", Permanent),
        new("InvalidRequestException", Permanent, AwsMeaning.NotFound, Says: "Cluster id"),
        new("InvalidRequestException", Permanent),
        new("InternalServerException", Transient),
        new("InternalServerError", Transient),
    ]);
}
