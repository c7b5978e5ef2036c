using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Simulated.World.Emr;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.World.Spark;

/// <summary>Livy on the simulated clusters, with the answers that the adapter for the real one gives.</summary>
internal sealed class SimulatedLivy(Outside outside, SimulatedClusters clusters) : ILivy
{
    public Task<Session?> FindSession(LivyEndpoint livy, string name, CancellationToken cancellation) =>
        Send(livy, nameof(FindSession), name, (server, arrival) => server.Find(name, arrival.At)?.Show(), cancellation);

    public Task<Session> CreateSession(LivyEndpoint livy, SessionRequest request, CancellationToken cancellation) =>
        Send(livy, nameof(CreateSession), request.Name, (server, arrival) => server.Create(request.Name, arrival).Show(), cancellation, changes: true);

    public Task<Statement?> FindStatement(LivyEndpoint livy, string session, string marker, CancellationToken cancellation) =>
        Send(livy, nameof(FindStatement), session, (server, arrival) => Held(server, session, arrival).Find(marker)?.Show(arrival.At), cancellation);

    public Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation) =>
        Send(livy, nameof(PostStatement), session, (server, arrival) =>
        {
            var active = server.Active(session, arrival.At);
            server.NoteStranger(active, arrival.At, "given a statement");
            return active.Post(code, arrival).Show(arrival.At);
        }, cancellation, changes: true);

    public Task<Statement> GetStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation) =>
        Send(livy, nameof(GetStatement), session, (server, arrival) =>
            Held(server, session, arrival).Find(statement)?.Show(arrival.At)
                ?? throw PortFailureException.Transient($"Statement {statement} of session {session} is not held any more (simulated)."), cancellation);

    public Task CancelStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation) =>
        Send(livy, nameof(CancelStatement), session, (server, arrival) =>
        {
            if (server.Find(session, arrival.At) is { Status: SessionStatus.Ready } found)
            {
                server.NoteStranger(found, arrival.At, "had a statement cancelled");
                found.Cancel(statement, arrival.At);
            }

            return true;
        }, cancellation, changes: true);

    /// <summary>No simulated session ends of waiting: the service tells of it often enough.</summary>
    public Task KeepSession(LivyEndpoint livy, string name, CancellationToken cancellation) =>
        Send(livy, nameof(KeepSession), name, (server, arrival) => Held(server, name, arrival) is not null, cancellation);

    public async Task DeleteSession(LivyEndpoint livy, string name, CancellationToken cancellation)
    {
        await Send(livy, nameof(DeleteSession), name, (server, arrival) =>
        {
            server.Delete(name, arrival.At);
            return true;
        }, cancellation, changes: true, removes: true);
        await outside.Delay(outside.Draw.Between(Durations.SessionDelete, "session delete", name));
    }

    /// <summary>Starting sessions show no statements yet, ended ones none any more.</summary>
    private static SimulatedSession Held(LivyServer server, string session, Arrival arrival) =>
        server.Find(session, arrival.At) is { Status: SessionStatus.Starting } starting ? starting : server.Active(session, arrival.At);

    private Task<T> Send<T>(
        LivyEndpoint livy, string member, string subject, Func<LivyServer, Arrival, T> effect, CancellationToken cancellation, bool changes = false, bool removes = false)
    {
        var call = new OutsideCall(nameof(ILivy), member, LivyNames.Address(subject), Durations.LivyTimeout) { Changes = changes, Removes = removes };
        return outside.Send(call, arrival =>
        {
            if (arrival.Fault == Fault.ClusterTerminated)
            {
                clusters.TerminateFromOutside(livy.Url, arrival.At);
            }
            else if (arrival.Fault == Fault.LivyRestarts)
            {
                clusters.LivyAt(livy.Url)?.Restart(arrival.At);
            }

            return clusters.LivyAt(livy.Url) is { } server && server.IsUpAt(arrival.At)
                ? effect(server, arrival)
                : throw PortFailureException.Transient($"Livy of cluster {livy.Cluster} at {livy.Url} could not be reached: connection refused (simulated).");
        }, cancellation);
    }
}
