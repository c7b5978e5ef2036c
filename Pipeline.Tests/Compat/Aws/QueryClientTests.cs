using System.Net;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Redshift;
using Amazon.Redshift.Model;
using Amazon.Runtime;
using Xunit;

namespace Pipeline.Tests.Compat.Aws;

public sealed class QueryClientTests
{
    [Fact]
    public async Task Redshift_names_the_items_of_its_lists()
    {
        var wire = new AwsWire().Answer(Redshift("CreateCluster", "<Cluster><ClusterIdentifier>arrivals-r0</ClusterIdentifier></Cluster>"));
        var answer = await AwsClientsUnderTest.Redshift(wire).CreateClusterAsync(new CreateClusterRequest
        {
            ClusterIdentifier = "arrivals-r0",
            NumberOfNodes = 2,
            PubliclyAccessible = false,
            IamRoles = ["arn:aws:iam::1:role/x"],
            VpcSecurityGroupIds = ["sg-1", "sg-2"],
            Tags = [new Amazon.Redshift.Model.Tag { Key = "run", Value = "a b/é" }, new Amazon.Redshift.Model.Tag { Key = "journal", Value = "j" }],
        });

        Assert.Equal("arrivals-r0", answer.Cluster.ClusterIdentifier);
        Assert.Equal("https://redshift.eu-west-1.amazonaws.com/", wire.Only.Url.ToString());
        Assert.StartsWith("application/x-www-form-urlencoded", wire.Only.Headers["Content-Type"]);
        Assert.Contains("/eu-west-1/redshift/aws4_request", wire.Only.Headers["Authorization"]);
        Assert.Equal(
            [
                "Action=CreateCluster", "ClusterIdentifier=arrivals-r0", "IamRoles.IamRoleArn.1=arn:aws:iam::1:role/x", "NumberOfNodes=2", "PubliclyAccessible=false",
                "Tags.Tag.1.Key=run", "Tags.Tag.1.Value=a b/é", "Tags.Tag.2.Key=journal", "Tags.Tag.2.Value=j", "Version=2012-12-01",
                "VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1", "VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2",
            ],
            Form(wire.Only.Body));
    }

    [Fact]
    public async Task Iam_calls_every_item_a_member()
    {
        var wire = new AwsWire().Answer(Iam("CreateRole", "<Role><RoleName>x</RoleName></Role>"));
        await AwsClientsUnderTest.Iam(wire).CreateRoleAsync(new CreateRoleRequest
        {
            RoleName = "x",
            AssumeRolePolicyDocument = "{\"a\": \"&=+\"}",
            Tags = [new Amazon.IdentityManagement.Model.Tag { Key = "k", Value = "" }],
        });

        Assert.Equal(
            ["Action=CreateRole", "AssumeRolePolicyDocument={\"a\": \"&=+\"}", "RoleName=x", "Tags.member.1.Key=k", "Tags.member.1.Value=", "Version=2010-05-08"],
            Form(wire.Only.Body));
    }

    [Fact]
    public async Task Lists_are_read_by_position_and_dates_are_UTC()
    {
        var wire = new AwsWire().Answer(Redshift(
            "DescribeClusters",
            """
            <Clusters><Cluster><ClusterIdentifier>a</ClusterIdentifier><Endpoint><Address>h</Address><Port>5439</Port></Endpoint>
            <ClusterCreateTime>2026-11-22T10:00:00.250Z</ClusterCreateTime><Encrypted>true</Encrypted>
            <Tags><Tag><Key>k</Key><Value>v</Value></Tag></Tags><IamRoles/></Cluster><Cluster><ClusterIdentifier>b</ClusterIdentifier></Cluster></Clusters><Marker>m</Marker>
            """));
        var answer = await AwsClientsUnderTest.Redshift(wire).DescribeClustersAsync(new DescribeClustersRequest { TagKeys = ["k"], TagValues = ["v"] });

        Assert.Equal(["Action=DescribeClusters", "TagKeys.TagKey.1=k", "TagValues.TagValue.1=v", "Version=2012-12-01"], Form(wire.Only.Body));
        Assert.Equal(["a", "b"], answer.Clusters.Select(cluster => cluster.ClusterIdentifier));
        Assert.Equal(5439, answer.Clusters[0].Endpoint.Port);
        Assert.Equal(new DateTime(2026, 11, 22, 10, 0, 0, 250, DateTimeKind.Utc), answer.Clusters[0].ClusterCreateTime?.ToUniversalTime());
        Assert.True(answer.Clusters[0].Encrypted);
        Assert.Equal("v", answer.Clusters[0].Tags[0].Value);
        Assert.Null(answer.Clusters[1].Tags);
        Assert.Null(answer.Clusters[1].Encrypted);
        Assert.Equal("m", answer.Marker);
        Assert.Equal("request-1", answer.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task An_operation_without_output_answers_nothing()
    {
        var wire = new AwsWire().Answer("""<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></DeleteRoleResponse>""");
        var answer = await AwsClientsUnderTest.Iam(wire).DeleteRoleAsync(new DeleteRoleRequest { RoleName = "x" });

        Assert.Equal("request-1", answer.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task An_error_is_an_exception_with_its_code()
    {
        var wire = new AwsWire().Answer(
            """
            <ErrorResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/"><Error><Type>Sender</Type><Code>ClusterNotFound</Code>
            <Message>Cluster x not found.</Message></Error><RequestId>request-2</RequestId></ErrorResponse>
            """,
            HttpStatusCode.NotFound);
        var error = await Assert.ThrowsAnyAsync<AmazonRedshiftException>(() =>
            AwsClientsUnderTest.Redshift(wire).DeleteClusterAsync(new DeleteClusterRequest { ClusterIdentifier = "x", SkipFinalClusterSnapshot = true }));

        Assert.Equal("ClusterNotFound", error.ErrorCode);
        Assert.Equal("Cluster x not found.", error.Message);
        Assert.Equal(ErrorType.Sender, error.ErrorType);
        Assert.Equal("request-2", error.RequestId);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_an_error_of_its_status()
    {
        var wire = new AwsWire().Answer("<html><body>Bad gateway<br></body></html>", HttpStatusCode.BadGateway);
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AwsClientsUnderTest.Iam(wire).GetRoleAsync(new GetRoleRequest { RoleName = "x" }));

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
    }

    private static IEnumerable<string> Form(string body) =>
        body.Split('&').Select(pair => string.Join('=', pair.Split('=').Select(part => Uri.UnescapeDataString(part)))).Order(StringComparer.Ordinal);

    private static string Redshift(string operation, string result) => Reply(operation, result, "http://redshift.amazonaws.com/doc/2012-12-01/");

    private static string Iam(string operation, string result) => Reply(operation, result, "https://iam.amazonaws.com/doc/2010-05-08/");

    private static string Reply(string operation, string result, string space) =>
        $"<{operation}Response xmlns=\"{space}\"><{operation}Result>{result}</{operation}Result><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></{operation}Response>";
}
