using System.Collections.Immutable;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>Asks IAM whether an identity is allowed what a policy allows, without doing any of it.</summary>
/// <param name="iam">The client.</param>
internal sealed class PermissionSimulation(IAmazonIdentityManagementService iam)
{
    private const string Example = "doctor";

    private readonly AwsCalls _calls = new(IamErrors.Table);

    /// <summary>The actions of the policy that the identity is not allowed.</summary>
    /// <param name="identity">The ARN of a user or a role.</param>
    /// <param name="policy">What has to be allowed.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<ImmutableArray<string>> Denied(string identity, PolicyDocument policy, CancellationToken cancellation)
    {
        var denied = ImmutableArray.CreateBuilder<string>();
        foreach (var statement in policy.Statements)
        {
            var results = await IamPages.All<EvaluationResult>(_calls, $"tell what {identity} may do", async (marker, c) =>
            {
                var page = await iam.SimulatePrincipalPolicyAsync(Request(identity, statement, marker), c);
                return (page.EvaluationResults, page.IsTruncated == true ? page.Marker : null);
            }, cancellation);
            var allowed = results.GroupBy(result => result.EvalActionName).Where(action => action.All(result => result.EvalDecision == PolicyEvaluationDecisionType.Allowed));

            // One that is not answered for is not proven.
            denied.AddRange(statement.Actions.Except(allowed.Select(action => action.Key), StringComparer.OrdinalIgnoreCase));
        }

        return [.. denied.Distinct().Order(StringComparer.Ordinal)];
    }

    internal static SimulatePrincipalPolicyRequest Request(string identity, PolicyStatement statement, string? marker = null) => new()
    {
        PolicySourceArn = identity,
        ActionNames = [.. statement.Actions],
        ResourceArns = [.. statement.Resources.Select(Concrete)],
        ContextEntries = statement.Conditions.IsEmpty
            ? null
            : [.. statement.Conditions.Select(condition => new ContextEntry
            {
                ContextKeyName = condition.Key,
                ContextKeyType = ContextKeyTypeEnum.String,
                ContextKeyValues = [condition.Values[0].TrimEnd('*')],
            })],
        Marker = marker,
    };

    /// <summary>A resource that the pattern stands for.</summary>
    private static string Concrete(string resource) => resource == "*" ? resource
        : resource.Replace(ServicePolicy.RunName, $"{Example}-r000000000000", StringComparison.Ordinal).Replace("*", Example, StringComparison.Ordinal);

    /// <summary>The user or role behind a caller: a session of a role is simulated as the role, which has to be looked up for its path. Null for what cannot be simulated.</summary>
    public async Task<string?> Identity(AwsAccount account, CancellationToken cancellation)
    {
        var resource = account.Caller.Split(':', 6)[^1];
        if (resource.StartsWith("user/", StringComparison.Ordinal))
        {
            return account.Caller;
        }

        return resource.Split('/') is ["assumed-role", var role, ..]
            ? (await _calls.Send($"show role {role}", c => iam.GetRoleAsync(new GetRoleRequest { RoleName = role }, c), cancellation)).Role.Arn
            : null;
    }
}
