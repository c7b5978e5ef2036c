using System.Text.Json.Nodes;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Tests.Adapters.Aws.Support;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Iam;

[Collection(MotoCollection.Name)]
public sealed class AwsRolesTests(MotoServer moto) : IAsyncLifetime
{
    private const string Ec2 = Name + "-ec2";
    private AwsClients _clients = null!;
    private AwsRoles _roles = null!;

    public async Task InitializeAsync()
    {
        if (MotoServer.Missing is null)
        {
            await moto.Reset();
            _clients = moto.Clients();
            _roles = Roles(TimeProvider.System, _clients);
        }
    }

    public Task DisposeAsync()
    {
        _clients?.Dispose();
        return Task.CompletedTask;
    }

    [MotoFact]
    public async Task A_run_gets_its_roles_and_loses_them_all()
    {
        var made = await _roles.Ensure(ForRoles, default);

        Assert.Equal($"arn:aws:iam::123456789012:role/{Name}-redshift", made.Redshift);
        Assert.Equal(Ec2, made.Ec2Profile);
        Assert.Equal([Ec2], (await Profile()).Roles.Select(role => role.RoleName));
        Assert.Equal(3, (await _clients.Iam.ListRolesAsync(new ListRolesRequest())).Roles.Count);

        await _roles.Remove(ForRoles, default);

        Assert.Empty((await _clients.Iam.ListRolesAsync(new ListRolesRequest())).Roles ?? []);
        Assert.Empty((await _clients.Iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest())).InstanceProfiles ?? []);
    }

    [MotoFact]
    public async Task Both_are_safe_to_repeat()
    {
        await _roles.Ensure(ForRoles, default);
        await _roles.Ensure(ForRoles, default);
        await _roles.Remove(ForRoles, default);
        await _roles.Remove(ForRoles, default);
    }

    [MotoFact]
    public async Task Drift_is_repaired()
    {
        await _roles.Ensure(ForRoles, default);
        const string Anybody = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";
        await _clients.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = Ec2, PolicyDocument = Anybody });
        await _clients.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = Ec2, PolicyName = "pipeline", PolicyDocument = Everything });
        await _clients.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = Ec2, PolicyName = "more", PolicyDocument = Everything });
        await _clients.Iam.RemoveRoleFromInstanceProfileAsync(new RemoveRoleFromInstanceProfileRequest { InstanceProfileName = Ec2, RoleName = Ec2 });
        await _clients.Iam.AddRoleToInstanceProfileAsync(new AddRoleToInstanceProfileRequest { InstanceProfileName = Ec2, RoleName = Name + "-service" });

        await _roles.Ensure(ForRoles, default);

        var wanted = RoleDefinition.For(ForRoles, Logs, Account)[1];
        var role = (await _clients.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Ec2 })).Role;
        Assert.True(wanted.Trust.Is(role.AssumeRolePolicyDocument));
        Assert.Equal(["pipeline"], (await _clients.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = Ec2 })).PolicyNames);
        var policy = await _clients.Iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = Ec2, PolicyName = "pipeline" });
        Assert.True(wanted.Policy.Is(policy.PolicyDocument), policy.PolicyDocument);
        Assert.Equal([Ec2], (await Profile()).Roles.Select(one => one.RoleName));
    }

    [MotoTheory]
    [InlineData("j-other")]
    [InlineData(null)]
    public async Task A_role_of_another_journal_or_of_nobody_is_never_touched(string? journal)
    {
        await _clients.Iam.CreateRoleAsync(new CreateRoleRequest
        {
            RoleName = Ec2,
            AssumeRolePolicyDocument = Everything,
            Tags = journal is null ? null : [new Tag { Key = AwsTags.RunKey, Value = Run }, new Tag { Key = AwsTags.JournalKey, Value = journal }],
        });

        var refused = await Assert.ThrowsAsync<PortFailureException>(() => _roles.Ensure(ForRoles, default));
        await _roles.Remove(ForRoles, default);

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains(Ec2, refused.Message, StringComparison.Ordinal);
        var there = (await _clients.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Ec2 })).Role;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Everything), JsonNode.Parse(Uri.UnescapeDataString(there.AssumeRolePolicyDocument))));
    }

    [MotoFact]
    public async Task A_new_role_is_answered_only_when_other_services_have_heard_of_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var ensuring = Roles(time, _clients).Ensure(ForRoles, default);

        // Everything is made; what is left is the wait.
        while (!await IsComplete())
        {
            await Task.Yield();
        }

        Assert.False(ensuring.IsCompleted);
        while (!ensuring.IsCompleted)
        {
            time.Advance(AwsExamples.Settings.RoleDelay);
            await Task.Yield();
        }

        await ensuring;
    }

    [MotoFact]
    public async Task A_role_with_policies_attached_by_others_is_removed_all_the_same()
    {
        await _roles.Ensure(ForRoles, default);
        await _clients.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = Ec2, PolicyName = "more", PolicyDocument = Everything });

        await _roles.Remove(ForRoles, default);

        await Assert.ThrowsAnyAsync<AmazonIdentityManagementServiceException>(() => _clients.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Ec2 }));
    }

    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";

    private static AwsRoles Roles(TimeProvider time, AwsClients clients) => new(clients.Iam, _ => Task.FromResult(Account), Settings, Logs, new Instantly(time));

    private async Task<InstanceProfile> Profile() => (await _clients.Iam.GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = Ec2 })).InstanceProfile;

    private async Task<bool> IsComplete() =>
        (await _clients.Iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest())).InstanceProfiles is [{ Roles.Count: 1 }];

    /// <summary>The real clock waits for nothing here; a test's own is left as it is.</summary>
    private sealed class Instantly(TimeProvider inner) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, inner == System ? TimeSpan.Zero : dueTime, period);
    }
}
