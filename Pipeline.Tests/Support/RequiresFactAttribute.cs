using Xunit;

namespace Pipeline.Tests.Support;

/// <summary>What a test needs of the machine.</summary>
[Flags]
public enum Needs
{
    Postgres = 1,
    RealSource = 2,
    Engine = 4,
    Node = 8,
    SmallDisk = 1024,
}

/// <summary>A test that is skipped, with the reason, where the machine lacks what it needs.</summary>
public sealed class RequiresFactAttribute : FactAttribute
{
    public RequiresFactAttribute(Needs needs) => Skip = Reason.ForSkipping(needs);
}

/// <summary>A theory that is skipped, with the reason, where the machine lacks what it needs.</summary>
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    public RequiresTheoryAttribute(Needs needs) => Skip = Reason.ForSkipping(needs);
}

internal static class Reason
{
    public static string? ForSkippingLong(Needs needs) => Environment.GetEnvironmentVariable("PIPELINE_TEST_ALL") is null
        ? "it takes long or needs the network: ./pipeline test --all runs it"
        : ForSkipping(needs);

    public static string? ForSkipping(Needs needs)
    {
        var reasons = new[]
        {
            needs.HasFlag(Needs.Postgres) ? PostgresServer.Missing : null,
            needs.HasFlag(Needs.RealSource) && Checkout.RealSource is null ? "no ../shared/data/source beside the checkout" : null,
            needs.HasFlag(Needs.SmallDisk) ? SmallDisk.Missing : null,
            needs.HasFlag(Needs.Node) && Programs.Find("node") is null ? "no node (Node.js 20.6 or later) on the PATH, which runs the engine process" : null,
            needs.HasFlag(Needs.Engine) ? SparkEngine.Missing : null,
        };
        var missing = string.Join("; ", reasons.Where(reason => reason is not null));
        return missing.Length == 0 ? null : missing;
    }
}
