using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>The instance profile that carries the nodes' role.</summary>
/// <param name="iam">The client.</param>
/// <param name="time">Tells when it was changed.</param>
internal sealed class InstanceProfileStore(IAmazonIdentityManagementService iam, TimeProvider time)
{
    private readonly AwsCalls _calls = new(IamErrors.Table);

    /// <summary>Makes sure that the profile is there with this role, and no other, in it; answers when it became so.</summary>
    public async Task<DateTimeOffset> Ensure(string name, string role, AwsTags tags, CancellationToken cancellation)
    {
        var found = await Find(name, cancellation);
        if (found is not null && !tags.AreOn(IamRequests.Pairs(found.Tags)))
        {
            throw PortFailureException.Permanent(
                $"An instance profile {name} exists that is not this run's ({AwsTags.JournalKey} is not {tags.Journal}): it is left alone. Rename or remove it.");
        }

        if (found is null)
        {
            await _calls.Send<object?>(
                $"make instance profile {name}", async c => await iam.CreateInstanceProfileAsync(IamRequests.Profile(name, tags), c), AwsMeaning.AlreadyExists, () => null, cancellation);
        }

        foreach (var stranger in (found?.Roles ?? []).Where(other => other.RoleName != role))
        {
            await TakeOut(name, stranger.RoleName, cancellation);
        }

        if (found?.Roles?.Any(other => other.RoleName == role) == true)
        {
            return found.CreateDate is { } created ? new DateTimeOffset(created.ToUniversalTime()) : time.GetUtcNow();
        }

        await _calls.Send<object?>(
            $"put role {role} into instance profile {name}",
            async c => await iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = name, RoleName = role }, c),
            AwsMeaning.AlreadyExists,
            () => null,
            cancellation);
        return time.GetUtcNow();
    }

    /// <summary>Removes the profile if it is the run's own; one that is gone already is no error.</summary>
    public async Task Remove(string name, AwsTags tags, CancellationToken cancellation)
    {
        if (await Find(name, cancellation) is not { } found || !tags.AreOn(IamRequests.Pairs(found.Tags)))
        {
            return;
        }

        foreach (var role in found.Roles ?? [])
        {
            await TakeOut(name, role.RoleName, cancellation);
        }

        await _calls.Send<object?>(
            $"delete instance profile {name}", async c => await iam.DeleteInstanceProfileAsync(new() { InstanceProfileName = name }, c), AwsMeaning.NotFound, () => null, cancellation);
        if (await Find(name, cancellation) is not null)
        {
            throw PortFailureException.Transient($"IAM still shows the instance profile {name} after its deletion.");
        }
    }

    private Task<InstanceProfile?> Find(string name, CancellationToken cancellation) => _calls.Send<InstanceProfile?>(
        $"show instance profile {name}",
        async c => (await iam.GetInstanceProfileAsync(new() { InstanceProfileName = name }, c)).InstanceProfile,
        AwsMeaning.NotFound,
        () => null,
        cancellation);

    private Task TakeOut(string profile, string role, CancellationToken cancellation) => _calls.Send<object?>(
        $"take role {role} out of instance profile {profile}",
        async c => await iam.RemoveRoleFromInstanceProfileAsync(new() { InstanceProfileName = profile, RoleName = role }, c),
        AwsMeaning.NotFound,
        () => null,
        cancellation);
}
