using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Engine;

/// <summary>The engine's own tests, which are written in its own language.</summary>
public sealed class EngineScriptTests
{
    [RequiresFact(Needs.Engine)]
    public async Task TheTestsOfTheEnginePass() => await NodeScript.Run("test/unit.mjs");
}
