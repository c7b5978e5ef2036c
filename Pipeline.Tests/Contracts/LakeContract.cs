using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Xunit;

namespace Pipeline.Tests.Contracts;

/// <summary>What the actors may expect of a lake, wherever it is.</summary>
public abstract class LakeContract
{
    protected const string Run = "r0000000000ab";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ImmutableArray<OutputColumn> Columns = [new("id", "bigint"), new("name", "string")];

    protected abstract ILake Lake { get; }

    /// <summary>A source that is there, and a root to write under.</summary>
    protected abstract (string Source, string Sink) Places { get; }

    /// <summary>Does what a job's INSERT OVERWRITE DIRECTORY does.</summary>
    protected abstract Task Write(string folder);

    /// <summary>Takes away what was written.</summary>
    protected abstract Task Spoil(string folder);

    protected abstract Task<T> Do<T>(Func<Task<T>> call);

    [Fact]
    public async Task A_run_s_paths_are_the_same_whenever_it_is_prepared_and_lie_under_its_own_prefix()
    {
        var paths = await Prepare();
        Assert.Equal(paths, await Prepare());
        Assert.EndsWith($"/{Run}", paths.RunPrefix, StringComparison.Ordinal);
        Assert.StartsWith(Places.Sink, paths.RunPrefix, StringComparison.Ordinal);
        Assert.StartsWith(paths.RunPrefix, paths.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anything_is_written_there_is_nothing_to_commit()
    {
        var paths = await Prepare();
        Assert.Null(await Read(paths));
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<PortFailureException>(() => Commit(paths, 1))).Kind);
        Assert.Null(await Read(paths));
    }

    [Fact]
    public async Task A_manifest_names_its_own_attempt_s_objects_and_is_read_as_it_was_written()
    {
        var paths = await Prepare();
        await Write(paths.Output("airports", 1));
        await Write(paths.Output("airports", 2));
        var written = await Commit(paths, 2);

        Assert.NotEmpty(written.Objects);
        Assert.All(written.Objects, part => Assert.StartsWith(paths.Output("airports", 2) + "/", part.Url, StringComparison.Ordinal));
        Assert.All(written.Objects, part => Assert.True(part.Bytes > 0));
        Assert.Equal(written.Objects.ToArray(), (await Commit(paths, 2)).Objects.ToArray());
        var read = (await Read(paths))!;
        Assert.Equal((paths.Manifest("airports"), 7), (read.Location, read.Rows));
        Assert.Equal(Columns.ToArray(), read.Columns.ToArray());
        Assert.Equal(written.Objects.ToArray(), read.Objects.ToArray());
    }

    [Fact]
    public async Task Objects_are_found_as_long_as_they_are_there()
    {
        var paths = await Prepare();
        await Write(paths.Output("airports", 1));
        var manifest = await Commit(paths, 1);
        Assert.Equal(manifest.Objects.ToArray(), (await Find(manifest)).ToArray());
        await Spoil(paths.Output("airports", 1));
        Assert.Empty(await Find(manifest));
    }

    private Task<LakePaths> Prepare() => Do(() =>
        Lake.Prepare(new LakeRequest(Run, Places.Source, Places.Sink, ImmutableSortedDictionary<string, string>.Empty.Add("codes.csv", "code\n1\n")), None));

    private Task<OutputManifest> Commit(LakePaths paths, int attempt) =>
        Do(() => Lake.Commit(new OutputToCommit(paths.Manifest("airports"), paths.Output("airports", attempt), 7, Columns), None));

    private Task<OutputManifest?> Read(LakePaths paths) => Do(() => Lake.ReadManifest(paths.Manifest("airports"), None));

    private Task<ImmutableArray<LakeObject>> Find(OutputManifest manifest) => Do(() => Lake.FindObjects(manifest, None));
}
