namespace Pipeline.Host.Api;

/// <summary>What <c>POST /runs</c> answers.</summary>
/// <param name="Repeated">True when the idempotency key had started it before.</param>
public sealed record RunStarted(string RunId, bool Repeated, string Location);
