using System.Net;
using Amazon.Compat;
using Amazon.Redshift.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Redshift;

public class AmazonRedshiftClient : AmazonServiceClient, IAmazonRedshift
{
    private static readonly QueryRequestMarshaller Marshaller = new QueryRequestMarshaller("Amazon.Redshift", "2012-12-01");

    public AmazonRedshiftClient()
        : base(new AmazonRedshiftConfig())
    {
    }

    public AmazonRedshiftClient(AmazonRedshiftConfig config)
        : base(config)
    {
    }

    public AmazonRedshiftClient(AWSCredentials credentials, AmazonRedshiftConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonRedshiftConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonRedshiftClient(awsCredentials, (AmazonRedshiftConfig)clientConfig);

    public virtual Task<CreateClusterResponse> CreateClusterAsync(CreateClusterRequest request, CancellationToken cancellationToken = default) =>
        Call<CreateClusterResponse>(request, cancellationToken);

    public virtual Task<DeleteClusterResponse> DeleteClusterAsync(DeleteClusterRequest request, CancellationToken cancellationToken = default) =>
        Call<DeleteClusterResponse>(request, cancellationToken);

    public virtual Task<DescribeClustersResponse> DescribeClustersAsync(DescribeClustersRequest request, CancellationToken cancellationToken = default) =>
        Call<DescribeClustersResponse>(request, cancellationToken);

    public virtual Task<GetClusterCredentialsResponse> GetClusterCredentialsAsync(GetClusterCredentialsRequest request, CancellationToken cancellationToken = default) =>
        Call<GetClusterCredentialsResponse>(request, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    private Task<TResponse> Call<TResponse>(AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions { RequestMarshaller = Marshaller, ResponseUnmarshaller = new XmlReplyUnmarshaller<TResponse>(Error) };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private static AmazonRedshiftException Error(ErrorResponse response, Exception inner, HttpStatusCode status) =>
        new(response.Message, inner, response.Type, response.Code, response.RequestId, status);

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => "Redshift";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
