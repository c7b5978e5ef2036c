using System.Runtime.InteropServices;

namespace Pipeline.Host.Local.Postgres;

/// <summary>PostgreSQL's keeper as a process: <c>postgres --home DIR --programs DIR</c>.</summary>
internal static class PostgresCommand
{
    private const int Failed = 1;
    private const int Usage = 2;
    private const int Taken = 3;

    /// <summary>A keeper that is ending still holds its lock while its server shuts down.</summary>
    private static readonly TimeSpan PredecessorLimit = TimeSpan.FromSeconds(40);

    public static async Task<int> Run(string[] arguments)
    {
        Detached.LeaveTerminal();
        if (arguments is not ["--home", var home, "--programs", var programs] || PostgresBinaries.Read(programs) is not { } binaries)
        {
            Console.Error.WriteLine("Usage: postgres --home DIR --programs DIR, with PostgreSQL's own programs in the latter.");
            return Usage;
        }

        if (PostgresAccount.Find() is not { } account)
        {
            Console.Error.WriteLine("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.");
            return Failed;
        }

        var files = new LocalFiles(Path.GetFullPath(home));
        using var end = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndGracefully);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndGracefully);
        using var life = await TakeLock(files, end.Token);
        return life is null ? Taken : await Keep(new PostgresKeeper(files, binaries, account, TimeProvider.System, Console.WriteLine), end.Token);

        void EndGracefully(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.Cancel();
        }
    }

    private static async Task<FileLock?> TakeLock(LocalFiles files, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(PredecessorLimit);
        try
        {
            return await FileLock.Take(files.PostgresKeeper, TimeProvider.System, limit.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Another keeper of {files.Home} runs already.");
            return null;
        }
    }

    private static async Task<int> Keep(PostgresKeeper keeper, CancellationToken end)
    {
        try
        {
            return await keeper.Run(end) ? 0 : Failed;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error) when (error is PostgresFailedException or TimeoutException or IOException or UnauthorizedAccessException or Npgsql.NpgsqlException)
        {
            // One line for those who wait: it is what they tell.
            Console.Error.WriteLine(error.Message);
            return Failed;
        }
    }
}
