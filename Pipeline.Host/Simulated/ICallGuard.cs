namespace Pipeline.Host.Simulated;

/// <summary>What every call to the simulated outside passes on its way.</summary>
internal interface ICallGuard
{
    Task<T> Read<T>(Func<Task<T>> call);

    /// <param name="what">The call in words.</param>
    /// <param name="call">It changes something outside.</param>
    Task<T> Change<T>(string what, Func<Task<T>> call);

    /// <inheritdoc cref="Change{T}"/>
    Task Change(string what, Func<Task> call);
}
