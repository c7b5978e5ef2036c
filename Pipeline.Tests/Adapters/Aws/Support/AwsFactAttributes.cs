using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Support;

/// <summary>A test against <c>moto_server</c>, an independent implementation of the AWS APIs; skipped where it is missing.</summary>
public sealed class MotoFactAttribute : FactAttribute
{
    public MotoFactAttribute() => Skip = MotoServer.Missing;
}

/// <summary>A theory against <c>moto_server</c>; skipped where it is missing.</summary>
public sealed class MotoTheoryAttribute : TheoryAttribute
{
    public MotoTheoryAttribute() => Skip = MotoServer.Missing;
}

/// <summary>A whole run against <c>moto_server</c>, the local engine and a PostgreSQL; skipped where one of them is missing.</summary>
public sealed class AwsRunFactAttribute : FactAttribute
{
    private const Needs Everything = Needs.Engine | Needs.Postgres;

    /// <param name="takesLong">Only <c>./pipeline test --all</c> runs it.</param>
    public AwsRunFactAttribute(bool takesLong = false) =>
        Skip = MotoServer.Missing ?? (takesLong ? Reason.ForSkippingLong(Everything) : Reason.ForSkipping(Everything));
}

/// <summary>A theory that asks the AWS CLI, with the long tests: it takes a second to start; skipped where it is missing.</summary>
public sealed class AwsCliTheoryAttribute : TheoryAttribute
{
    public AwsCliTheoryAttribute() => Skip = Reason.ForSkippingLong(0) ?? AwsCli.Missing;
}
