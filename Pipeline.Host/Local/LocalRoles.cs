using Pipeline.Actors.Roles;

namespace Pipeline.Host.Local;

/// <summary>Local processes act as the user who started them: no roles are needed, which is all that is recorded.</summary>
public sealed class LocalRoles : IRoles
{
    public Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation) => Task.FromResult(RunRoles.None);

    public Task Remove(RolesRequest request, CancellationToken cancellation) => Task.CompletedTask;
}
