using static Pipeline.Actors.FailureKind;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>S3's errors.</summary>
internal static class S3Errors
{
    public static readonly AwsErrorTable Table = new("S3",
    [
        new("NoSuchKey", Permanent, AwsMeaning.NotFound),
        new("NotFound", Permanent, AwsMeaning.NotFound),
        new("NoSuchBucket", Permanent, Mend: "Make the bucket, or name another."),
        new("InvalidBucketName", Permanent),
        new("PermanentRedirect", Permanent, Mend: "The bucket is in another region: take one in the service's own."),
        new("AuthorizationHeaderMalformed", Permanent, Mend: "The bucket is in another region: take one in the service's own."),
        new("IllegalLocationConstraintException", Permanent, Mend: "The bucket is in another region: take one in the service's own."),
        new("AllAccessDisabled", Permanent),
        new("InvalidObjectState", Permanent, Mend: "The object is archived: restore it first."),
        new("EntityTooLarge", Permanent),
        new("KeyTooLongError", Permanent),
        new("NoSuchUpload", Transient),
        new("BadDigest", Transient),
        new("IncompleteBody", Transient),
        new("OperationAborted", Transient),
        new("PreconditionFailed", Transient),
        new("TemporaryRedirect", Transient),
        new("KMS.DisabledException", Permanent, Mend: "Enable the bucket's key."),
        new("KMS.NotFoundException", Permanent, Mend: "The bucket's key is gone."),
    ]);
}
