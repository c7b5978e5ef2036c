using System.Text;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Tests.Simulated.World;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Contracts;

/// <summary>The folder.</summary>
public sealed class FolderLakeContract : LakeContract, IDisposable
{
    private readonly TempFolder home = new();

    public FolderLakeContract()
    {
        Directory.CreateDirectory(Places.Source);
        File.WriteAllText(Path.Combine(Places.Source, "in.csv"), "id\n1\n");
        Lake = new FolderLake(home.Path, (_, _, _) => throw new InvalidOperationException("No sample is asked for."), TimeProvider.System);
    }

    protected override ILake Lake { get; }

    protected override (string Source, string Sink) Places => (Path.Combine(home.Path, "in"), Path.Combine(home.Path, "lake"));

    public void Dispose() => home.Dispose();

    protected override Task Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "part-00000.snappy.parquet"), Encoding.ASCII.GetBytes("PAR1 some rows PAR1"));
        return File.WriteAllTextAsync(Path.Combine(folder, "_SUCCESS"), "");
    }

    protected override Task Spoil(string folder)
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    protected override Task<T> Do<T>(Func<Task<T>> call) => call();
}

/// <summary>The simulated one, written to by its sessions.</summary>
public sealed class SimulatedLakeContract : LakeContract
{
    private readonly TestWorld world = TestWorld.With();
    private LivyEndpoint? livy;

    protected override ILake Lake => world.Ports.Lake;

    protected override (string Source, string Sink) Places => ("/in", "/lake");

    protected override Task Write(string folder)
    {
        livy ??= world.ReadySession();
        world.Answer(livy, $"INSERT OVERWRITE DIRECTORY '{folder}' USING parquet SELECT 1");
        return Task.CompletedTask;
    }

    /// <summary>An OVERWRITE that has just begun.</summary>
    protected override async Task Spoil(string folder) => await Do(() => world.Ports.Livy.PostStatement(
        livy!, Wanted.SessionName, $"INSERT OVERWRITE DIRECTORY '{folder}' USING parquet SELECT 2", CancellationToken.None));

    protected override Task<T> Do<T>(Func<Task<T>> call) => world.Timed(call);
}
