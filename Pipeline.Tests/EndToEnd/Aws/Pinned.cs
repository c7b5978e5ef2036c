using Pipeline.Tests.Adapters.Aws;
using Pipeline.Tests.Adapters.Aws.Redshift;
using Pipeline.Tests.Adapters.Aws.Requests;
using Xunit;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>A run sends nothing that no golden file pins.</summary>
internal static class Pinned
{
    /// <param name="run">The run's id.</param>
    /// <param name="operations">What it asked of AWS; of S3 the method and the path.</param>
    /// <param name="statements">What it asked of the warehouse.</param>
    public static void AssertAll(string run, IReadOnlyCollection<string> operations, IReadOnlyCollection<string> statements)
    {
        Assert.Contains("RunJobFlow", operations);
        Assert.Empty(operations.Select(Operation).Except(RequestCases.All.Select(request => Operation(request.Operation))));

        var golden = string.Concat(StatementGoldenTests.Files.Select<object[], string>(file => GoldenFile.Read("Statements", (string)file[0])));
        Assert.NotEmpty(statements);
        Assert.All(statements, statement => Assert.Contains(
            statement.Replace(run, AwsExamples.Run, StringComparison.Ordinal).Replace("s3://lake/pipelines/", "s3://lake/arrivals/", StringComparison.Ordinal) + ";\n\n", golden, StringComparison.Ordinal));
    }

    private static string Operation(string text) => text.Split(' ')[0];
}
