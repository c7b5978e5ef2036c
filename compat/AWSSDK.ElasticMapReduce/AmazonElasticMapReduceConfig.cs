using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.ElasticMapReduce;

public class AmazonElasticMapReduceConfig : ClientConfig
{
    // The stand-in's, not the original's: what is sent to AWS tells which of the two it came from.
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("EMR", "4.0.0-compat");

    public AmazonElasticMapReduceConfig()
        : base(new DefaultConfigurationProvider(DefaultModes.All))
    {
        base.ServiceId = "EMR";
        AuthenticationServiceName = "elasticmapreduce";
        EndpointProvider = new Endpoints();
    }

    public static new string ServiceId => "EMR";

    public override string RegionEndpointServiceName => "elasticmapreduce";

    public override string ServiceVersion => "2009-03-31";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpoint.Parameters(this, parameters.AlternateEndpoint?.SystemName));

    private sealed class Endpoints : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
            ServiceEndpoint.Resolve(parameters, (partition, region, fips, dualStack) => ServiceEndpoint.Regional("elasticmapreduce", partition, region, fips, dualStack));
    }
}
