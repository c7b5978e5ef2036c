using System.Text;
using System.Text.Json;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Journal;

public sealed class RecordedPipelinesTests
{
    private static readonly RunRequested First = (RunRequested)ExampleEvents.All.Single(e => e is RunRequested);

    [Fact]
    public void Equal_pipelines_of_two_runs_are_one_object_and_nothing_else_is_shared()
    {
        var one = RecordedPipelines.Read(Json(First));
        var two = RecordedPipelines.Read(Json(First with { Run = RunId.FromBits(2), Source = "/else" }));

        Assert.Same(one.Pipeline, two.Pipeline);
        Assert.Same(one.Pipeline, RecordedPipelines.Share(First.Pipeline));
        Assert.Same(Plan.Of(one.Pipeline.Definition), Plan.Of(two.Pipeline.Definition));
        Assert.Equal(("/else", RunId.FromBits(2)), (two.Source, two.Run));
        Assert.Equal(Text(First), Text(one));
    }

    [Fact]
    public void Another_text_is_another_pipeline()
    {
        var other = First with { Pipeline = First.Pipeline with { SqlScripts = First.Pipeline.SqlScripts.SetItem("schema.sql", "-- another") } };
        Assert.Equal("-- another", RecordedPipelines.Read(Json(other)).Pipeline.SqlScripts["schema.sql"]);
        Assert.Equal("-- none", RecordedPipelines.Read(Json(First)).Pipeline.SqlScripts["schema.sql"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"pipeline\":null}")]
    [InlineData("{\"pipeline\":{\"definition\":")]
    [InlineData("[1]")]
    [InlineData("")]
    public void What_is_no_first_event_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => RecordedPipelines.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_pipeline_that_no_run_has_any_more_is_forgotten()
    {
        var reference = Unheld();
        GC.Collect();
        Assert.False(reference.TryGetTarget(out _));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference<RecordedPipeline> Unheld()
    {
        var fresh = First with { Pipeline = First.Pipeline with { SqlScripts = First.Pipeline.SqlScripts.SetItem("schema.sql", "-- short-lived") } };
        var read = RecordedPipelines.Read(Json(fresh));
        _ = Plan.Of(read.Pipeline.Definition);
        return new WeakReference<RecordedPipeline>(read.Pipeline);
    }

    private static byte[] Json(RunRequested e) => JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Options);

    private static string Text(RunRequested e) => JsonSerializer.Serialize(e, EventJson.Options);
}
