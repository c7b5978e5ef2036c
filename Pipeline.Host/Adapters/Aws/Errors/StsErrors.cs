using static Pipeline.Actors.FailureKind;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>The errors of STS.</summary>
internal static class StsErrors
{
    public static readonly AwsErrorTable Table = new("STS",
    [
        new("IDPCommunicationError", Transient),
        new("RegionDisabledException", Permanent, Mend: "Activate STS in this region, or take another."),
    ]);
}
