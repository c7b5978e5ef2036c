using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Xunit;

namespace Pipeline.Tests.Compat.Aws;

public sealed class EmrClientTests
{
    [Fact]
    public async Task A_request_goes_out_as_signed_JSON_with_only_what_was_set()
    {
        var wire = new AwsWire().Answer("""{"JobFlowId":"j-1","ClusterArn":"arn:aws:elasticmapreduce:eu-west-1:1:cluster/j-1"}""");
        var answer = await AwsClientsUnderTest.Emr(wire).RunJobFlowAsync(new RunJobFlowRequest
        {
            Name = "arrivals-r0",
            VisibleToAllUsers = true,
            Instances = new JobFlowInstancesConfig
            {
                KeepJobFlowAliveWhenNoSteps = true,
                InstanceGroups = [new InstanceGroupConfig { InstanceRole = InstanceRoleType.MASTER, InstanceCount = 1, Market = "SPOT" }],
            },
            Configurations = [new Amazon.ElasticMapReduce.Model.Configuration { Classification = "livy-conf", Properties = new() { ["livy.server.session.timeout"] = "1h" } }],
            Tags = [new Tag { Key = "a", Value = "é\"b" }],
            AutoTerminationPolicy = new AutoTerminationPolicy { IdleTimeout = 3600 },
        });

        Assert.Equal("j-1", answer.JobFlowId);
        Assert.Equal(HttpStatusCode.OK, answer.HttpStatusCode);
        Assert.Equal("POST", wire.Only.Method);
        Assert.Equal("https://elasticmapreduce.eu-west-1.amazonaws.com/", wire.Only.Url.ToString());
        Assert.Equal("ElasticMapReduce.RunJobFlow", wire.Only.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", wire.Only.Headers["Content-Type"]);
        Assert.Contains("/eu-west-1/elasticmapreduce/aws4_request", wire.Only.Headers["Authorization"]);
        Assert.Equal("session-token", wire.Only.Headers["X-Amz-Security-Token"]);
        AssertJson(
            """
            {"Name":"arrivals-r0","VisibleToAllUsers":true,
             "Instances":{"KeepJobFlowAliveWhenNoSteps":true,"InstanceGroups":[{"InstanceRole":"MASTER","InstanceCount":1,"Market":"SPOT"}]},
             "Configurations":[{"Classification":"livy-conf","Properties":{"livy.server.session.timeout":"1h"}}],
             "Tags":[{"Key":"a","Value":"é\"b"}],"AutoTerminationPolicy":{"IdleTimeout":3600}}
            """,
            wire.Only.Body);
    }

    [Fact]
    public async Task An_empty_list_differs_from_none_and_a_date_is_seconds()
    {
        var wire = new AwsWire().Answer("{}");
        await AwsClientsUnderTest.Emr(wire).ListClustersAsync(new ListClustersRequest { ClusterStates = [], CreatedAfter = DateTime.UnixEpoch.AddSeconds(1.5) });

        AssertJson("""{"ClusterStates":[],"CreatedAfter":1.5}""", wire.Only.Body);
    }

    [Fact]
    public async Task An_answer_is_read_with_its_dates_constants_and_unknown_members()
    {
        var wire = new AwsWire().Answer(
            """
            {"Clusters":[{"Id":"j-1","Name":"n","Unknown":{"x":1},"Status":{"State":"TERMINATED_WITH_ERRORS",
             "StateChangeReason":{"Code":"VALIDATION_ERROR","Message":"no subnet"},"Timeline":{"CreationDateTime":1763769600.25}}}],"Marker":"next"}
            """);
        var answer = await AwsClientsUnderTest.Emr(wire).ListClustersAsync(new ListClustersRequest());

        var cluster = Assert.Single(answer.Clusters);
        Assert.Equal(ClusterState.TERMINATED_WITH_ERRORS, cluster.Status.State);
        Assert.Equal("no subnet", cluster.Status.StateChangeReason.Message);
        Assert.Equal(new DateTime(2025, 11, 22, 0, 0, 0, 250, DateTimeKind.Utc), cluster.Status.Timeline.CreationDateTime?.ToUniversalTime());
        Assert.Null(cluster.Status.Timeline.EndDateTime);
        Assert.Null(cluster.Status.ErrorDetails);
        Assert.Equal("next", answer.Marker);
    }

    [Fact]
    public async Task An_operation_without_output_answers_nothing()
    {
        var wire = new AwsWire().Answer("");
        var answer = await AwsClientsUnderTest.Emr(wire).TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = ["j-1"] });

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatusCode);
        AssertJson("""{"JobFlowIds":["j-1"]}""", wire.Only.Body);
    }

    [Theory]
    [InlineData("""{"__type":"InvalidRequestException","Message":"Cluster id 'j-x' is not valid."}""", "InvalidRequestException", "Cluster id 'j-x' is not valid.")]
    [InlineData("""{"__type":"com.amazon.coral.service#ThrottlingException","message":"Rate exceeded"}""", "ThrottlingException", "Rate exceeded")]
    public async Task An_error_is_an_exception_with_its_code(string body, string code, string message)
    {
        var wire = new AwsWire().Answer(body, HttpStatusCode.BadRequest);
        var error = await Assert.ThrowsAnyAsync<AmazonElasticMapReduceException>(() =>
            AwsClientsUnderTest.Emr(wire).DescribeClusterAsync(new DescribeClusterRequest { ClusterId = "j-x" }));

        Assert.Equal(code, ((AmazonServiceException)error).ErrorCode);
        Assert.Equal(message, error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_an_error_of_its_status()
    {
        var wire = new AwsWire().Answer("<html><body>Bad gateway</body></html>", HttpStatusCode.BadGateway);
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AwsClientsUnderTest.Emr(wire).ListClustersAsync(new ListClustersRequest()));

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task Throttling_is_retried_as_often_as_configured(int retries, int requests)
    {
        var wire = new AwsWire().Answer("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", HttpStatusCode.BadRequest);
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AwsClientsUnderTest.Emr(wire, retries: retries).ListClustersAsync(new ListClustersRequest()));

        Assert.Equal(requests, wire.Sent.Count);
    }

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
