using System.Text.Json;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Journal;

/// <summary>The golden files are the journal's format: a change of one means that old journals can no longer be read.</summary>
public sealed class EventFormatTests
{
    private static readonly JsonSerializerOptions Indented = new(EventJson.Options) { WriteIndented = true };

    public static TheoryData<string> Manifests => [.. EventManifests.All.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_event_is_written_as_its_golden_file_and_read_back_from_it(string manifest)
    {
        var example = ExampleEvents.All.Single(e => EventManifests.Of(e) == manifest);
        var golden = Checkout.Read("Pipeline.Tests", "Journal", "Golden", $"{manifest}.json").TrimEnd();

        Assert.Equal(golden, JsonSerializer.Serialize(example, example.GetType(), Indented));
        var read = JsonSerializer.Deserialize(golden, EventManifests.TypeOf(manifest), EventJson.Options);
        Assert.Equal(golden, JsonSerializer.Serialize(read, example.GetType(), Indented));
    }

    [Fact]
    public void Every_event_type_has_a_manifest()
    {
        var types = typeof(IRunEvent).Assembly.GetTypes()
            .Where(t => t is { IsInterface: false, IsAbstract: false } && (t.IsAssignableTo(typeof(IRunEvent)) || t.IsAssignableTo(typeof(IRunsEvent)) || t.IsAssignableTo(typeof(ILedgerEvent))));

        Assert.Equal(types.Select(t => t.Name).Order(), EventManifests.All.Select(m => EventManifests.TypeOf(m).Name).Order());
    }

    [Fact]
    public void Every_golden_file_is_an_event_s_and_every_event_has_one() =>
        Assert.Equal(
            EventManifests.All.Order(StringComparer.Ordinal),
            Directory.GetFiles(Checkout.PathOf("Pipeline.Tests", "Journal", "Golden")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void An_unknown_manifest_is_refused_by_name() =>
        Assert.Contains(
            "'run-teleported.1'",
            Assert.Throws<UnreadableEventException>(() => EventManifests.TypeOf("run-teleported.1")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Every_event_of_a_run_reads_back_to_the_same_state()
    {
        var drive = Drive.Begun().ToTheEnd();
        var read = drive.Events.Select(e => (IRunEvent)JsonSerializer.Deserialize(
            JsonSerializer.Serialize(e, e.GetType(), EventJson.Options), e.GetType(), EventJson.Options)!);

        Assert.Equal(
            JsonSerializer.Serialize(RunViews.Of(drive.State), EventJson.Options),
            JsonSerializer.Serialize(RunViews.Of(read.Aggregate(RunState.Empty, Run.Apply)), EventJson.Options));
    }
}
