using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>A role that is as it has to be, and when it became so.</summary>
public sealed record StoredRole(string Arn, DateTimeOffset ChangedAt);

/// <summary>Single roles in IAM.</summary>
/// <param name="iam">The client.</param>
/// <param name="time">Tells when a role was changed.</param>
/// <param name="boundary">The ARN of the policy that bounds each; null for none.</param>
internal sealed class RoleStore(IAmazonIdentityManagementService iam, TimeProvider time, string? boundary)
{
    private readonly AwsCalls _calls = new(IamErrors.Table);

    public async Task<StoredRole> Ensure(RoleDefinition wanted, AwsTags tags, CancellationToken cancellation)
    {
        var (role, made) = await Find(wanted.Name, cancellation) is { } found ? (found, false) : await Create(wanted, tags, cancellation);
        if (!made && !tags.AreOn(IamRequests.Pairs(role.Tags)))
        {
            throw PortFailureException.Permanent(
                $"A role {role.RoleName} exists that is not this run's ({AwsTags.JournalKey} is not {tags.Journal}): it is left alone. Rename or remove it.");
        }

        var changed = made;
        if (!wanted.Trust.Is(role.AssumeRolePolicyDocument))
        {
            await _calls.Send($"repair the trust policy of role {wanted.Name}", c => iam.UpdateAssumeRolePolicyAsync(IamRequests.Trust(wanted), c), cancellation);
            changed = true;
        }

        changed |= await EnsurePolicies(wanted, cancellation);
        var at = changed ? time.GetUtcNow() : role.CreateDate is { } created ? new DateTimeOffset(created.ToUniversalTime()) : time.GetUtcNow();
        return new StoredRole(role.Arn, at);
    }

    /// <summary>Removes the role if it is the run's own; a role that is gone already is no error.</summary>
    public async Task Remove(string name, AwsTags tags, CancellationToken cancellation)
    {
        if (!await IsThere(name, tags, cancellation))
        {
            return;
        }

        foreach (var policy in await IamPages.InlinePolicies(iam, _calls, name, cancellation))
        {
            await Absent($"take policy {policy} off role {name}", c => iam.DeleteRolePolicyAsync(new() { RoleName = name, PolicyName = policy }, c), cancellation);
        }

        foreach (var policy in await IamPages.AttachedPolicies(iam, _calls, name, cancellation))
        {
            await Absent($"take policy {policy} off role {name}", c => iam.DetachRolePolicyAsync(new() { RoleName = name, PolicyArn = policy }, c), cancellation);
        }

        foreach (var profile in await IamPages.ProfilesOf(iam, _calls, name, cancellation))
        {
            await Absent($"take role {name} out of its instance profile", c => iam.RemoveRoleFromInstanceProfileAsync(new() { InstanceProfileName = profile, RoleName = name }, c), cancellation);
        }

        await Absent($"delete role {name}", c => iam.DeleteRoleAsync(new() { RoleName = name }, c), cancellation);
    }

    /// <summary>True while the run's own role of this name is there.</summary>
    public async Task<bool> IsThere(string name, AwsTags tags, CancellationToken cancellation) =>
        await Find(name, cancellation) is { } role && tags.AreOn(IamRequests.Pairs(role.Tags));

    private Task<Role?> Find(string name, CancellationToken cancellation) =>
        _calls.Send<Role?>($"show role {name}", async c => (await iam.GetRoleAsync(new() { RoleName = name }, c)).Role, AwsMeaning.NotFound, () => null, cancellation);

    /// <summary>A second one of the name is refused, so asking is safe; the one that is there is looked at instead.</summary>
    private async Task<(Role Role, bool Made)> Create(RoleDefinition wanted, AwsTags tags, CancellationToken cancellation)
    {
        var made = await _calls.Send<Role?>(
            $"make role {wanted.Name}",
            async c => (await iam.CreateRoleAsync(IamRequests.Create(wanted, tags, boundary), c)).Role,
            AwsMeaning.AlreadyExists,
            () => null,
            cancellation);
        return made is not null
            ? (made, true)
            : await Find(wanted.Name, cancellation) is { } found
                ? (found, false)
                : throw PortFailureException.Transient($"IAM has a role {wanted.Name} and does not show it yet.");
    }

    /// <summary>One inline policy and nothing else: what somebody added is taken off.</summary>
    private async Task<bool> EnsurePolicies(RoleDefinition wanted, CancellationToken cancellation)
    {
        var inline = await IamPages.InlinePolicies(iam, _calls, wanted.Name, cancellation);
        var changed = false;
        foreach (var stranger in inline.Where(name => name != RoleDefinition.PolicyName))
        {
            await Absent($"take policy {stranger} off role {wanted.Name}", c => iam.DeleteRolePolicyAsync(new() { RoleName = wanted.Name, PolicyName = stranger }, c), cancellation);
            changed = true;
        }

        foreach (var stranger in await IamPages.AttachedPolicies(iam, _calls, wanted.Name, cancellation))
        {
            await Absent($"take policy {stranger} off role {wanted.Name}", c => iam.DetachRolePolicyAsync(new() { RoleName = wanted.Name, PolicyArn = stranger }, c), cancellation);
            changed = true;
        }

        if (inline.Contains(RoleDefinition.PolicyName) && wanted.Policy.Is(await Policy(wanted.Name, cancellation)))
        {
            return changed;
        }

        await _calls.Send($"write the policy of role {wanted.Name}", c => iam.PutRolePolicyAsync(IamRequests.Policy(wanted), c), cancellation);
        return true;
    }

    private Task<string?> Policy(string role, CancellationToken cancellation) => _calls.Send<string?>(
        $"show the policy of role {role}",
        async c => (await iam.GetRolePolicyAsync(new() { RoleName = role, PolicyName = RoleDefinition.PolicyName }, c)).PolicyDocument,
        AwsMeaning.NotFound,
        () => null,
        cancellation);

    private Task Absent<T>(string doing, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
        where T : class => _calls.Send<T?>(doing, async c => await call(c), AwsMeaning.NotFound, () => null, cancellation);
}
