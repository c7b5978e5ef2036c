using Pipeline.Host.Simulated.World.Faults;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Simulated.World;

public sealed class DocumentTests
{
    [Fact]
    public void Every_fault_is_described()
    {
        var text = Checkout.Read("docs", "simulated-outside.md");
        Assert.All(Enum.GetNames<Fault>(), fault => Assert.Contains($"`{fault}`", text, StringComparison.Ordinal));
    }
}
