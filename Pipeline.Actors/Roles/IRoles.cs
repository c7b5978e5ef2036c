namespace Pipeline.Actors.Roles;

/// <summary>The IAM roles a run needs; none locally.</summary>
public interface IRoles
{
    /// <summary>Makes or repairs every role; safe to repeat. Answers what the other services need to name them by.</summary>
    Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation);

    /// <summary>Removes every role of the request that carries the journal's id and returns when each is confirmed gone; safe to repeat.</summary>
    Task Remove(RolesRequest request, CancellationToken cancellation);
}

/// <summary>Which run's roles: names are <c>&lt;Prefix&gt;-service</c>, <c>-ec2</c>, <c>-redshift</c>.</summary>
public sealed record RolesRequest(string Prefix, string RunId, string Journal, string Source, string Sink);

/// <summary>The roles' names or ARNs; null where the environment needs none.</summary>
public sealed record RunRoles(string? Service, string? Ec2Profile, string? Redshift)
{
    public static readonly RunRoles None = new(null, null, null);
}
