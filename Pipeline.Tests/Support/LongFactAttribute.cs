using Xunit;

namespace Pipeline.Tests.Support;

/// <summary>A test that takes long or needs the network; <c>./pipeline test --all</c> runs it, if the machine has what it needs.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute(Needs needs = 0) =>
        Skip = Environment.GetEnvironmentVariable("PIPELINE_TEST_ALL") is null
            ? "it takes long or needs the network: ./pipeline test --all runs it"
            : Reason.ForSkipping(needs);
}
