using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws;

/// <summary>Texts that are pinned: a difference is either a mistake or a new decision.</summary>
internal static class GoldenFile
{
    public static string Read(params string[] name) => Checkout.Read(["Pipeline.Tests", "Adapters", "Aws", "Golden", .. name]);

    public static void Matches(string actual, params string[] name)
    {
        var path = Checkout.PathOf(["Pipeline.Tests", "Adapters", "Aws", "Golden", .. name]);
        Assert.True(File.Exists(path), $"There is no {path} for:\n{actual}");
        Assert.Equal(File.ReadAllText(path), actual, ignoreLineEndingDifferences: true);
    }
}
