#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Compat;

/// <summary>Puts what a service resolves for itself into the SDK's pipeline: its endpoint, and that requests are signed with version 4.</summary>
internal static class ServicePipeline
{
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointResolver());

        // After this line it stands before the endpoint resolver, as in the original.
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
    }

    private sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed class ServiceEndpointResolver : BaseEndpointResolver
    {
        protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
            InjectHostPrefix(executionContext.RequestContext);

        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            ServiceEndpoint.Parameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint?.SystemName);
    }
}
