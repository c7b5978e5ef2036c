using static Pipeline.Actors.FailureKind;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>IAM's errors.</summary>
internal static class IamErrors
{
    public static readonly AwsErrorTable Table = new("IAM",
    [
        new("NoSuchEntity", Permanent, AwsMeaning.NotFound),
        new("EntityAlreadyExists", Permanent, AwsMeaning.AlreadyExists),

        // IAM is eventually consistent: what was taken off a moment ago may still be seen on it.
        new("DeleteConflict", Transient, AwsMeaning.InTransition),
        new("ConcurrentModification", Transient),
        new("EntityTemporarilyUnmodifiable", Transient),
        new("ServiceFailure", Transient),

        // An instance profile holds one role; the one it has may be the right one.
        new("LimitExceeded", Permanent, AwsMeaning.AlreadyExists, Says: "InstanceSessionsPerInstanceProfile"),
        new("LimitExceeded", Permanent, Mend: "Delete roles that are no longer needed, or ask for a higher quota."),
        new("MalformedPolicyDocument", Permanent),
        new("InvalidInput", Permanent),
        new("PolicyEvaluation", Permanent),
        new("UnmodifiableEntity", Permanent),
        new("PolicyNotAttachable", Permanent),
    ]);
}
