using Xunit;

namespace Pipeline.Tests.Support;

/// <summary>A test that takes long or needs the network; <c>./pipeline test --all</c> runs it, if the machine has what it needs.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute(Needs needs = 0) => Skip = Reason.ForSkippingLong(needs);
}

/// <summary>A theory that takes long or needs the network, as <see cref="LongFactAttribute"/> is a test.</summary>
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute(Needs needs = 0) => Skip = Reason.ForSkippingLong(needs);
}
