using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>Lists of IAM, every page of them; what is gone has empty ones.</summary>
internal static class IamPages
{
    public static Task<List<string>> InlinePolicies(IAmazonIdentityManagementService iam, AwsCalls calls, string role, CancellationToken cancellation) =>
        All<string>(calls, $"list the policies of role {role}", async (marker, c) =>
        {
            var page = await iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = role, Marker = marker }, c);
            return (page.PolicyNames, page.IsTruncated == true ? page.Marker : null);
        }, cancellation);

    public static Task<List<string>> AttachedPolicies(IAmazonIdentityManagementService iam, AwsCalls calls, string role, CancellationToken cancellation) =>
        All<string>(calls, $"list the policies attached to role {role}", async (marker, c) =>
        {
            var page = await iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = role, Marker = marker }, c);
            return (page.AttachedPolicies?.Select(policy => policy.PolicyArn), page.IsTruncated == true ? page.Marker : null);
        }, cancellation);

    public static Task<List<string>> ProfilesOf(IAmazonIdentityManagementService iam, AwsCalls calls, string role, CancellationToken cancellation) =>
        All<string>(calls, $"list the instance profiles of role {role}", async (marker, c) =>
        {
            var page = await iam.ListInstanceProfilesForRoleAsync(new ListInstanceProfilesForRoleRequest { RoleName = role, Marker = marker }, c);
            return (page.InstanceProfiles?.Select(profile => profile.InstanceProfileName), page.IsTruncated == true ? page.Marker : null);
        }, cancellation);

    /// <param name="calls">Makes the calls.</param>
    /// <param name="doing">For messages.</param>
    /// <param name="next">Gets the page behind a marker: its items and the next marker, null after the last.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static async Task<List<T>> All<T>(
        AwsCalls calls, string doing, Func<string?, CancellationToken, Task<(IEnumerable<T>? Items, string? Marker)>> next, CancellationToken cancellation)
    {
        var all = new List<T>();
        string? marker = null;
        do
        {
            var at = marker;
            var (items, following) = await calls.Send(doing, c => next(at, c), AwsMeaning.NotFound, () => (null, null), cancellation);
            all.AddRange(items ?? []);
            marker = following;
        }
        while (marker is not null);
        return all;
    }
}
