using System.Collections.Immutable;
using Amazon.IdentityManagement;
using Pipeline.Actors;
using Pipeline.Actors.Roles;
using Pipeline.Host.Adapters.Aws.S3;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>The run's roles in IAM: made, repaired where they drifted, removed.</summary>
/// <param name="iam">The client.</param>
/// <param name="account">Finds out whose account it is.</param>
/// <param name="settings">The boundary, and whether the warehouse brings a role of its own.</param>
/// <param name="logs">Where the clusters' logs go.</param>
/// <param name="time">For IAM's delay.</param>
public sealed class AwsRoles(
    IAmazonIdentityManagementService iam, Func<CancellationToken, Task<AwsAccount>> account, AwsSettings settings, S3Location logs, TimeProvider time) : IRoles
{
    private readonly RoleStore _roles = new(iam, time, settings.PermissionsBoundary);
    private readonly InstanceProfileStore _profiles = new(iam, time);

    public async Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation)
    {
        var definitions = RoleDefinition.For(request, logs, await account(cancellation), redshift: settings.Warehouse.Existing is null);
        var tags = AwsTags.Of(request.Prefix, request.RunId, request.Journal);
        var changed = DateTimeOffset.MinValue;
        var arns = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var definition in definitions)
        {
            var role = await _roles.Ensure(definition, tags, cancellation);
            arns[definition.Name] = role.Arn;
            changed = Later(changed, role.ChangedAt);
        }

        var names = new RoleNames(request.Prefix);
        changed = Later(changed, await _profiles.Ensure(names.Ec2, names.Ec2, tags, cancellation));
        await AwaitPropagation(changed, cancellation);
        return new RunRoles(arns[names.Service], names.Ec2, settings.Warehouse.Existing?.Role ?? arns[names.Redshift]);
    }

    public async Task Remove(RolesRequest request, CancellationToken cancellation)
    {
        var names = new RoleNames(request.Prefix);
        var tags = AwsTags.Of(request.Prefix, request.RunId, request.Journal);
        await _profiles.Remove(names.Ec2, tags, cancellation);
        foreach (var name in (string[])[names.Redshift, names.Ec2, names.Service])
        {
            await _roles.Remove(name, tags, cancellation);
        }

        // IAM is eventually consistent: gone is what it no longer shows, not what it said it deleted.
        foreach (var name in (string[])[names.Redshift, names.Ec2, names.Service])
        {
            if (await _roles.IsThere(name, tags, cancellation))
            {
                throw PortFailureException.Transient($"IAM still shows the role {name} after its deletion.");
            }
        }
    }

    /// <summary>IAM answers before the services that check a role have heard of it.</summary>
    private async Task AwaitPropagation(DateTimeOffset changed, CancellationToken cancellation)
    {
        var wait = changed == DateTimeOffset.MinValue ? TimeSpan.Zero : changed + settings.RoleDelay - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellation);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
