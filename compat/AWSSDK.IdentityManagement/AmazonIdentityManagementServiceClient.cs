using System.Net;
using Amazon.Compat;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceClient : AmazonServiceClient, IAmazonIdentityManagementService
{
    private static readonly QueryRequestMarshaller Marshaller = new QueryRequestMarshaller("Amazon.IdentityManagement", "2010-05-08");

    public AmazonIdentityManagementServiceClient()
        : base(new AmazonIdentityManagementServiceConfig())
    {
    }

    public AmazonIdentityManagementServiceClient(AmazonIdentityManagementServiceConfig config)
        : base(config)
    {
    }

    public AmazonIdentityManagementServiceClient(AWSCredentials credentials, AmazonIdentityManagementServiceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonIdentityManagementServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonIdentityManagementServiceClient(awsCredentials, (AmazonIdentityManagementServiceConfig)clientConfig);

    public virtual Task<AddRoleToInstanceProfileResponse> AddRoleToInstanceProfileAsync(AddRoleToInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        Call<AddRoleToInstanceProfileResponse>(request, cancellationToken);

    public virtual Task<CreateInstanceProfileResponse> CreateInstanceProfileAsync(CreateInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        Call<CreateInstanceProfileResponse>(request, cancellationToken);

    public virtual Task<CreateRoleResponse> CreateRoleAsync(CreateRoleRequest request, CancellationToken cancellationToken = default) =>
        Call<CreateRoleResponse>(request, cancellationToken);

    public virtual Task<DeleteInstanceProfileResponse> DeleteInstanceProfileAsync(DeleteInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        Call<DeleteInstanceProfileResponse>(request, cancellationToken);

    public virtual Task<DeleteRoleResponse> DeleteRoleAsync(DeleteRoleRequest request, CancellationToken cancellationToken = default) =>
        Call<DeleteRoleResponse>(request, cancellationToken);

    public virtual Task<DeleteRolePolicyResponse> DeleteRolePolicyAsync(DeleteRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        Call<DeleteRolePolicyResponse>(request, cancellationToken);

    public virtual Task<DetachRolePolicyResponse> DetachRolePolicyAsync(DetachRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        Call<DetachRolePolicyResponse>(request, cancellationToken);

    public virtual Task<GetInstanceProfileResponse> GetInstanceProfileAsync(GetInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        Call<GetInstanceProfileResponse>(request, cancellationToken);

    public virtual Task<GetRoleResponse> GetRoleAsync(GetRoleRequest request, CancellationToken cancellationToken = default) =>
        Call<GetRoleResponse>(request, cancellationToken);

    public virtual Task<GetRolePolicyResponse> GetRolePolicyAsync(GetRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        Call<GetRolePolicyResponse>(request, cancellationToken);

    public virtual Task<ListAttachedRolePoliciesResponse> ListAttachedRolePoliciesAsync(ListAttachedRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        Call<ListAttachedRolePoliciesResponse>(request, cancellationToken);

    public virtual Task<ListInstanceProfilesResponse> ListInstanceProfilesAsync(ListInstanceProfilesRequest request, CancellationToken cancellationToken = default) =>
        Call<ListInstanceProfilesResponse>(request, cancellationToken);

    public virtual Task<ListInstanceProfilesForRoleResponse> ListInstanceProfilesForRoleAsync(ListInstanceProfilesForRoleRequest request, CancellationToken cancellationToken = default) =>
        Call<ListInstanceProfilesForRoleResponse>(request, cancellationToken);

    public virtual Task<ListRolePoliciesResponse> ListRolePoliciesAsync(ListRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        Call<ListRolePoliciesResponse>(request, cancellationToken);

    public virtual Task<ListRolesResponse> ListRolesAsync(ListRolesRequest request, CancellationToken cancellationToken = default) =>
        Call<ListRolesResponse>(request, cancellationToken);

    public virtual Task<PutRolePolicyResponse> PutRolePolicyAsync(PutRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        Call<PutRolePolicyResponse>(request, cancellationToken);

    public virtual Task<RemoveRoleFromInstanceProfileResponse> RemoveRoleFromInstanceProfileAsync(RemoveRoleFromInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        Call<RemoveRoleFromInstanceProfileResponse>(request, cancellationToken);

    public virtual Task<SimulatePrincipalPolicyResponse> SimulatePrincipalPolicyAsync(SimulatePrincipalPolicyRequest request, CancellationToken cancellationToken = default) =>
        Call<SimulatePrincipalPolicyResponse>(request, cancellationToken);

    public virtual Task<UpdateAssumeRolePolicyResponse> UpdateAssumeRolePolicyAsync(UpdateAssumeRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        Call<UpdateAssumeRolePolicyResponse>(request, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    private Task<TResponse> Call<TResponse>(AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions { RequestMarshaller = Marshaller, ResponseUnmarshaller = new XmlReplyUnmarshaller<TResponse>(Error) };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private static AmazonIdentityManagementServiceException Error(ErrorResponse response, Exception inner, HttpStatusCode status) =>
        new(response.Message, inner, response.Type, response.Code, response.RequestId, status);

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => "IAM";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
