using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.Redshift;

public class AmazonRedshiftConfig : ClientConfig
{
    // The stand-in's, not the original's: what is sent to AWS tells which of the two it came from.
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("Redshift", "4.0.0-compat");

    public AmazonRedshiftConfig()
        : base(new DefaultConfigurationProvider(DefaultModes.All))
    {
        base.ServiceId = "Redshift";
        AuthenticationServiceName = "redshift";
        EndpointProvider = new Endpoints();
    }

    public static new string ServiceId => "Redshift";

    public override string RegionEndpointServiceName => "redshift";

    public override string ServiceVersion => "2012-12-01";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpoint.Parameters(this, parameters.AlternateEndpoint?.SystemName));

    private sealed class Endpoints : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
            ServiceEndpoint.Resolve(parameters, (partition, region, fips, dualStack) => ServiceEndpoint.Regional("redshift", partition, region, fips, dualStack));
    }
}
