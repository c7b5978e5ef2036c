using System.Net;
using Amazon.Compat;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElasticMapReduce;

public class AmazonElasticMapReduceClient : AmazonServiceClient, IAmazonElasticMapReduce
{
    private static readonly JsonRequestMarshaller Marshaller = new JsonRequestMarshaller("Amazon.ElasticMapReduce", "ElasticMapReduce", "2009-03-31");

    public AmazonElasticMapReduceClient()
        : base(new AmazonElasticMapReduceConfig())
    {
    }

    public AmazonElasticMapReduceClient(AmazonElasticMapReduceConfig config)
        : base(config)
    {
    }

    public AmazonElasticMapReduceClient(AWSCredentials credentials, AmazonElasticMapReduceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonElasticMapReduceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonElasticMapReduceClient(awsCredentials, (AmazonElasticMapReduceConfig)clientConfig);

    public virtual Task<DescribeClusterResponse> DescribeClusterAsync(DescribeClusterRequest request, CancellationToken cancellationToken = default) =>
        Call<DescribeClusterResponse>(request, cancellationToken);

    public virtual Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken = default) =>
        Call<ListClustersResponse>(request, cancellationToken);

    public virtual Task<RunJobFlowResponse> RunJobFlowAsync(RunJobFlowRequest request, CancellationToken cancellationToken = default) =>
        Call<RunJobFlowResponse>(request, cancellationToken);

    public virtual Task<TerminateJobFlowsResponse> TerminateJobFlowsAsync(TerminateJobFlowsRequest request, CancellationToken cancellationToken = default) =>
        Call<TerminateJobFlowsResponse>(request, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    private Task<TResponse> Call<TResponse>(AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions { RequestMarshaller = Marshaller, ResponseUnmarshaller = new JsonReplyUnmarshaller<TResponse>(Error) };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private static AmazonElasticMapReduceException Error(ErrorResponse response, Exception inner, HttpStatusCode status) =>
        new(response.Message, inner, response.Type, response.Code, response.RequestId, status);

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => "EMR";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
