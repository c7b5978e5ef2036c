using System.Collections.Immutable;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Aws.Iam;

namespace Pipeline.Host.Adapters.Aws.Ledger;

/// <summary>The sets of roles that carry a journal's tag: a run's roles and its instance profile are one thing.</summary>
/// <param name="iam">The client.</param>
/// <param name="roles">Removes a set.</param>
internal sealed class IamInventory(IAmazonIdentityManagementService iam, IRoles roles)
{
    private readonly AwsCalls _calls = new(IamErrors.Table);

    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var found = new List<(string Prefix, string Name, DateTimeOffset? Since, (string Journal, string? Run) Owner)>();

        // Neither list has tags.
        foreach (var name in (await Roles(cancellation)).Where(name => RoleNames.PrefixOf(name) is not null))
        {
            var role = await _calls.Send<Role?>($"show role {name}", async c => (await iam.GetRoleAsync(new() { RoleName = name }, c)).Role, AwsMeaning.NotFound, () => null, cancellation);
            if (AwsInventory.Owner(IamRequests.Pairs(role?.Tags)) is { } owner)
            {
                found.Add((RoleNames.PrefixOf(name)!, name, AwsInventory.Time(role!.CreateDate), owner));
            }
        }

        foreach (var name in (await Profiles(cancellation)).Where(name => RoleNames.PrefixOf(name) is not null))
        {
            var profile = await _calls.Send<InstanceProfile?>(
                $"show instance profile {name}", async c => (await iam.GetInstanceProfileAsync(new() { InstanceProfileName = name }, c)).InstanceProfile, AwsMeaning.NotFound, () => null, cancellation);
            if (AwsInventory.Owner(IamRequests.Pairs(profile?.Tags)) is { } owner)
            {
                found.Add((RoleNames.PrefixOf(name)!, $"instance profile {name}", AwsInventory.Time(profile!.CreateDate), owner));
            }
        }

        return new Inventory([.. found.GroupBy(one => (one.Prefix, one.Owner)).Select(set => new InventoryItem(
            Resource.Roles, set.Key.Prefix, set.Key.Prefix, string.Join(", ", set.Select(one => one.Name).Order(StringComparer.Ordinal)), set.Min(one => one.Since), set.Key.Owner.Journal, set.Key.Owner.Run))], []);
    }

    /// <summary>Only what carries the listed run's and journal's tags is touched.</summary>
    public Task Remove(InventoryItem thing, CancellationToken cancellation) =>
        roles.Remove(new RolesRequest(thing.Name, thing.Run ?? "", thing.Journal ?? "", "", ""), cancellation);

    private Task<List<string>> Roles(CancellationToken cancellation) => IamPages.All<string>(_calls, "list roles", async (marker, c) =>
    {
        var page = await iam.ListRolesAsync(new ListRolesRequest { Marker = marker }, c);
        return (page.Roles?.Select(role => role.RoleName), page.IsTruncated == true ? page.Marker : null);
    }, cancellation);

    private Task<List<string>> Profiles(CancellationToken cancellation) => IamPages.All<string>(_calls, "list instance profiles", async (marker, c) =>
    {
        var page = await iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest { Marker = marker }, c);
        return (page.InstanceProfiles?.Select(profile => profile.InstanceProfileName), page.IsTruncated == true ? page.Marker : null);
    }, cancellation);
}
