namespace Pipeline.Host.Simulated;

/// <summary>Stands between an incarnation and the outside. A call that was under way when the service died may still take effect; its answer reaches nobody.</summary>
internal sealed class CallGuard(ServiceIncarnation service) : ICallGuard
{
    public Task<T> Read<T>(Func<Task<T>> call) => service.IsAlive ? Answer(call, change: null) : Never<T>.Task;

    public Task<T> Change<T>(string what, Func<Task<T>> call) =>
        service.Points.Pass(service, CrashSide.Before, what) ? Answer(call, what) : Never<T>.Task;

    public Task Change(string what, Func<Task> call) =>
        Change(what, async () =>
        {
            await call();
            return true;
        });

    /// <param name="call">The call.</param>
    /// <param name="change">Null for a read, whose answer is no crash point.</param>
    private async Task<T> Answer<T>(Func<Task<T>> call, string? change)
    {
        try
        {
            var answer = await call();
            return Hears(change) ? answer : await Never<T>.Task;
        }
        catch (Exception) when (!Hears(change))
        {
            // A failed call may have taken effect as well: its end is a point like any other.
            return await Never<T>.Task;
        }
    }

    private bool Hears(string? change) => change is null ? service.IsAlive : service.Points.Pass(service, CrashSide.After, change);
}
