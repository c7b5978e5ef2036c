using Pipeline.Actors;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>What an error means to those who asked.</summary>
public enum AwsMeaning
{
    /// <summary>Nothing that a caller treats in a way of its own.</summary>
    Refused,

    /// <summary>The thing asked about is not there.</summary>
    NotFound,

    /// <summary>It is there already.</summary>
    AlreadyExists,

    /// <summary>It is there, but changing: what was asked has to wait, or is under way.</summary>
    InTransition,
}

/// <summary>One row of a service's table.</summary>
/// <param name="Code">The service's error code.</param>
/// <param name="Kind">Whether the same call may succeed later.</param>
/// <param name="Meaning">For the caller's next step.</param>
/// <param name="Says">Only for messages that hold this; null for all.</param>
/// <param name="Mend">What the reader can do about it.</param>
public sealed record AwsError(string Code, FailureKind Kind, AwsMeaning Meaning = AwsMeaning.Refused, string? Says = null, string? Mend = null);
