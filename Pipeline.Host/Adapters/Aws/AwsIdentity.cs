using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>Whose account the credentials belong to: asked once.</summary>
/// <param name="sts">The client.</param>
/// <param name="region">The SDK's region; null when there is none.</param>
public sealed class AwsIdentity(IAmazonSecurityTokenService sts, string? region)
{
    private readonly AwsCalls _calls = new(StsErrors.Table);
    private AwsAccount? _account;

    public async Task<AwsAccount> Account(CancellationToken cancellation)
    {
        if (_account is { } known)
        {
            return known;
        }

        if (region is null)
        {
            throw PortFailureException.Permanent("No AWS region is set: set aws.region, AWS_REGION or the profile's region.");
        }

        var answer = await _calls.Send("tell who is calling", c => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), c), cancellation);
        return _account = AwsAccount.FromCaller(answer.Arn, answer.Account, region);
    }
}
