using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;
using Pipeline.Host.Local;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Client;

/// <summary>Finds the service that is up, and starts one where none is.</summary>
internal sealed class ServiceFinder(PipelineOptions options, TimeProvider time, Action<string> tell)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ServiceFile _file = new(options.Home);
    private readonly IJournal _journal = JournalKinds.Of(options.Journal);

    /// <summary>The service that is up, or null.</summary>
    public RunningService? Find() => _file.Find();

    public ServiceClient Connect(RunningService service) => new(new Uri(service.Url + "/"), ListenToken.Read(options.Listen));

    /// <summary>The service that is up and ready, started as a process of its own when there is none; two callers at once start one.</summary>
    public async Task<RunningService> FindOrStart(CancellationToken cancellation)
    {
        using var starting = await FileLock.Take(Path.Combine(options.Home, "service.start.lock"), time, cancellation);
        var began = time.GetTimestamp();
        ProcessIdentity? started = null;
        while (time.GetElapsedTime(began) < StartLimit)
        {
            if (_file.Find() is { } service && await IsReady(service, cancellation))
            {
                return service;
            }

            if (started is { Lives: false })
            {
                // Another one that somebody else started meanwhile was faster: that one is waited for.
                started = await Holder(cancellation) is not null
                    ? null
                    : throw CommandException.Failed($"The service did not start:\n{ServiceLog.Tail(options)}");
            }

            // Held without a ready service: one that is starting, or one that is about to be gone.
            started ??= await Holder(cancellation) is null ? Start() : null;
            await Task.Delay(Poll, time, cancellation);
        }

        throw CommandException.Failed($"The service is not ready after {StartLimit.TotalSeconds} s; its log is {ServiceLog.PathIn(options)}.");
    }

    /// <summary>Waits a little for a service that came back or was started by somebody else; null when there is none.</summary>
    public async Task<RunningService?> FindAgain(TimeSpan within, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        do
        {
            if (_file.Find() is { } service && await IsReady(service, cancellation))
            {
                return service;
            }

            await Task.Delay(Poll, time, cancellation);
        }
        while (time.GetElapsedTime(began) < within);
        return null;
    }

    /// <summary>Who holds the journal, if anybody: a service of another home is never found from here, and will not go away by waiting.</summary>
    private async Task<JournalHolder?> Holder(CancellationToken cancellation)
    {
        try
        {
            var holder = await _journal.Holder(cancellation);
            return holder is null || holder == JournalHolder.Unknown || holder.IsOf(options.Home)
                ? holder
                : throw CommandException.Usage(JournalHeldException.By(holder, _journal.Name).Message);
        }
        catch (JournalUnreachableException away)
        {
            throw CommandException.Failed(away.Message);
        }
    }

    private async Task<bool> IsReady(RunningService service, CancellationToken cancellation)
    {
        using var client = Connect(service);
        return await client.IsReady(cancellation);
    }

    private ProcessIdentity Start()
    {
        tell("Starting the service ...");
        ServiceLog.KeepLast(options);
        return Detached.Start(SelfCommand.For("serve", "--until-idle", "--detached"), ServiceLog.PathIn(options), withSettings: true);
    }
}
