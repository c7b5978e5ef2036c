using Amazon.IdentityManagement.Model;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>Requests to IAM.</summary>
internal static class IamRequests
{
    public static CreateRoleRequest Create(RoleDefinition role, AwsTags tags, string? boundary) => new()
    {
        RoleName = role.Name,
        Description = role.Description,
        AssumeRolePolicyDocument = role.Trust.ToJson(),
        PermissionsBoundary = boundary,
        Tags = Tags(tags),
    };

    public static UpdateAssumeRolePolicyRequest Trust(RoleDefinition role) => new() { RoleName = role.Name, PolicyDocument = role.Trust.ToJson() };

    public static PutRolePolicyRequest Policy(RoleDefinition role) => new()
    {
        RoleName = role.Name,
        PolicyName = RoleDefinition.PolicyName,
        PolicyDocument = role.Policy.ToJson(),
    };

    public static CreateInstanceProfileRequest Profile(string name, AwsTags tags) => new() { InstanceProfileName = name, Tags = Tags(tags) };

    public static IEnumerable<(string Key, string Value)> Pairs(List<Tag>? tags) => (tags ?? []).Select(tag => (tag.Key, tag.Value));

    private static List<Tag> Tags(AwsTags tags) => [.. tags.All.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
