using Pipeline.Actors.Definitions;
using Pipeline.Host.Adapters.Aws.Redshift;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Redshift;

public sealed class RedshiftRequestsTests
{
    [Fact]
    public void A_retried_runs_last_snapshot_has_a_name_of_its_own()
    {
        var request = ForWarehouse(onFinish: OnFinish.Snapshot);

        Assert.Equal(request.Name, RedshiftRequests.Delete(request).FinalClusterSnapshotIdentifier);
        Assert.Equal($"{request.Name}-2", RedshiftRequests.Delete(request with { Try = 2 }).FinalClusterSnapshotIdentifier);
    }
}
