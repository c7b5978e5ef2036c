using Amazon.IdentityManagement.Model;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.Ledger;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Requests;

/// <summary>One case for each operation of IAM.</summary>
internal static class IamCases
{
    private const string Role = Name + "-ec2";
    private static readonly AwsTags Tags = AwsTags.Of(Name, Run, JournalId);
    private static readonly RoleDefinition Definition = RoleDefinition.For(ForRoles, Logs, Account)[1];

    public static readonly IReadOnlyList<RequestCase> All =
    [
        new("iam-create-role", "CreateRole", clients => clients.Iam.CreateRoleAsync(IamRequests.Create(Definition, Tags, "arn:aws:iam::123456789012:policy/boundary")), "<R/>"),
        new("iam-get-role", "GetRole", clients => Store(clients).IsThere(Role, Tags, default), "<R/>"),
        new("iam-update-assume-role-policy", "UpdateAssumeRolePolicy", clients => clients.Iam.UpdateAssumeRolePolicyAsync(IamRequests.Trust(Definition)), "<R/>"),
        new("iam-put-role-policy", "PutRolePolicy", clients => clients.Iam.PutRolePolicyAsync(IamRequests.Policy(Definition)), "<R/>"),
        new("iam-simulate-principal-policy", "SimulatePrincipalPolicy", clients => clients.Iam.SimulatePrincipalPolicyAsync(PermissionSimulation.Request(
            "arn:aws:iam::123456789012:role/service", new ServicePolicy(Account, Settings, new([Logs], [], Logs)).Statements.Single(statement => statement.Sid == "PassToEMR"))), "<R/>"),
        new("iam-list-roles", "ListRoles", clients => Inventory(clients).List(default), """<R><ListRolesResult><IsTruncated>true</IsTruncated><Marker>m</Marker></ListRolesResult></R>""", "<R/>"),
        new("iam-list-instance-profiles", "ListInstanceProfiles", clients => Inventory(clients).List(default), "<R/>",
            "<R><ListInstanceProfilesResult><IsTruncated>true</IsTruncated><Marker>m</Marker></ListInstanceProfilesResult></R>", "<R/>"),
        .. Removal(),
        .. Profile(),
    ];

    /// <summary>A role that somebody attached things to, on its way out.</summary>
    private static IEnumerable<RequestCase> Removal()
    {
        var answers = new[]
        {
            $"<R><GetRoleResult><Role><RoleName>{Role}</RoleName>{TagsXml}</Role></GetRoleResult></R>",
            "<R><ListRolePoliciesResult><PolicyNames><member>one</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m</Marker></ListRolePoliciesResult></R>",
            "<R><ListRolePoliciesResult><PolicyNames><member>pipeline</member></PolicyNames></ListRolePoliciesResult></R>",
            "<R/>",
            "<R/>",
            "<R><ListAttachedRolePoliciesResult><AttachedPolicies><member><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedPolicies></ListAttachedRolePoliciesResult></R>",
            "<R/>",
            $"<R><ListInstanceProfilesForRoleResult><InstanceProfiles><member><InstanceProfileName>{Role}</InstanceProfileName></member></InstanceProfiles></ListInstanceProfilesForRoleResult></R>",
            "<R/>",
            "<R/>",
        };
        (string Name, string Operation)[] calls =
        [
            ("iam-list-role-policies", "ListRolePolicies"), ("iam-delete-role-policy", "DeleteRolePolicy"), ("iam-list-attached-role-policies", "ListAttachedRolePolicies"),
            ("iam-detach-role-policy", "DetachRolePolicy"), ("iam-list-instance-profiles-for-role", "ListInstanceProfilesForRole"),
            ("iam-remove-role-from-instance-profile", "RemoveRoleFromInstanceProfile"), ("iam-delete-role", "DeleteRole"),
        ];
        return calls.Select(call => new RequestCase(call.Name, call.Operation, clients => Store(clients).Remove(Role, Tags, default), answers));
    }

    private static IEnumerable<RequestCase> Profile()
    {
        var there = $"<R><GetInstanceProfileResult><InstanceProfile><InstanceProfileName>{Role}</InstanceProfileName>{TagsXml}</InstanceProfile></GetInstanceProfileResult></R>";
        yield return new("iam-get-instance-profile", "GetInstanceProfile", clients => Profiles(clients).Remove(Role, Tags, default), there);
        yield return new("iam-create-instance-profile", "CreateInstanceProfile", clients => clients.Iam.CreateInstanceProfileAsync(IamRequests.Profile(Role, Tags)), "<R/>");
        yield return new("iam-add-role-to-instance-profile", "AddRoleToInstanceProfile", clients => Profiles(clients).Ensure(Role, Role, Tags, default), there, "<R/>");
        yield return new("iam-delete-instance-profile", "DeleteInstanceProfile", clients => Profiles(clients).Remove(Role, Tags, default), there, "<R/>");
        yield return new(
            "iam-get-role-policy", "GetRolePolicy", clients => clients.Iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = Role, PolicyName = RoleDefinition.PolicyName }), "<R/>");
    }

    private const string TagsXml =
        "<Tags><member><Key>pipeline-run</Key><Value>r0123456789ab</Value></member><member><Key>pipeline-journal</Key><Value>j-4f1c</Value></member></Tags>";

    private static RoleStore Store(AwsClients clients) => new(clients.Iam, new FakeTimeProvider(), null);

    private static IamInventory Inventory(AwsClients clients) =>
        new(clients.Iam, new AwsRoles(clients.Iam, _ => Task.FromResult(Account), Settings, Logs, new FakeTimeProvider()));

    private static InstanceProfileStore Profiles(AwsClients clients) => new(clients.Iam, new FakeTimeProvider());
}
