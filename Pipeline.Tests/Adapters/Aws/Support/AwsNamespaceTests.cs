using System.Reflection;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Support;

/// <summary>What is skipped without moto or the AWS CLI stands where <c>--filter FullyQualifiedName~Aws</c> finds it, and says why.</summary>
public sealed class AwsNamespaceTests
{
    private static readonly Type[] Marks = [typeof(MotoFactAttribute), typeof(MotoTheoryAttribute), typeof(AwsRunFactAttribute), typeof(AwsCliTheoryAttribute)];

    [Fact]
    public void Tests_that_need_moto_or_the_CLI_stand_in_namespaces_of_AWS()
    {
        var marked = typeof(AwsNamespaceTests).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttributes().Any(mark => Marks.Contains(mark.GetType())))).ToList();

        Assert.NotEmpty(marked);
        Assert.All(marked, type => Assert.Contains("Aws", type.Namespace!.Split('.')));
    }
}
