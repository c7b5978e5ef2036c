namespace Pipeline.Host.Simulated;

/// <summary>Takes the caller's synchronization context away for a while: with one, what awaits a task would go on somewhere else, and some other time.</summary>
internal sealed class WithoutContext : IDisposable
{
    private readonly SynchronizationContext? _before = SynchronizationContext.Current;

    public WithoutContext() => SynchronizationContext.SetSynchronizationContext(null);

    public void Dispose() => SynchronizationContext.SetSynchronizationContext(_before);
}
