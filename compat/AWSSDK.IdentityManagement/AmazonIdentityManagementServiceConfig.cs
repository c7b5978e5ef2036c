using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceConfig : ClientConfig
{
    // The stand-in's, not the original's: what is sent to AWS tells which of the two it came from.
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("IAM", "4.0.0-compat");

    public AmazonIdentityManagementServiceConfig()
        : base(new DefaultConfigurationProvider(DefaultModes.All))
    {
        base.ServiceId = "IAM";
        AuthenticationServiceName = "iam";
        EndpointProvider = new Endpoints();
    }

    public static new string ServiceId => "IAM";

    public override string RegionEndpointServiceName => "iam";

    public override string ServiceVersion => "2010-05-08";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpoint.Parameters(this, parameters.AlternateEndpoint?.SystemName));

    private sealed class Endpoints : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => ServiceEndpoint.Resolve(parameters, PartitionEndpoint.Resolve);
    }
}
