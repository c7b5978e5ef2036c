using Akka.Actor;

namespace Akka.TestKit;

internal sealed class EventFilterApplier(TestKitBase testKit, ActorSystem system, IReadOnlyList<EventFilter> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testKit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Wait(ExpectOneAsync(Async(action), cancellationToken));

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Wait(ExpectOneAsync(timeout, Async(action), cancellationToken));

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Wait(ExpectOneAsync(Async(func), cancellationToken));

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Wait(ExpectOneAsync(timeout, Async(func), cancellationToken));

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) => Wait(ExpectAsync(expectedCount, Async(action), cancellationToken));

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Wait(ExpectAsync(expectedCount, timeout, Async(action), cancellationToken));

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) => Wait(ExpectAsync(expectedCount, Async(func), cancellationToken));

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Wait(ExpectAsync(expectedCount, timeout, Async(func), cancellationToken));

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => Intercept(Done(actionAsync), null, 1, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => Intercept(Done(action), timeout, 1, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, null, 1, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, timeout, 1, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) => Intercept(Done(actionAsync), null, expectedCount, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => Intercept(Done(action), timeout, expectedCount, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, null, expectedCount, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, timeout, expectedCount, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Wait(MuteAsync(Async(action), cancellationToken));

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Wait(MuteAsync(Async(func), cancellationToken));

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => Intercept(Done(action), null, null, cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, null, null, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new Mute(filters));
        return new Unmutable(system, filters);
    }

    private async Task<T> Intercept<T>(Func<Task<T>> run, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        var limit = timeout ?? testKit.Dilated(testKit.TestKitSettings.TestEventFilterLeeway);
        var taken = 0;
        void Count() => Interlocked.Increment(ref taken);
        foreach (var filter in filters)
            filter.Taken += Count;
        system.EventStream.Publish(new Mute(filters));
        try
        {
            var result = await run();
            if (expected is { } count)
                await Check(count);
            return result;
        }
        finally
        {
            system.EventStream.Publish(new Unmute(filters));
            foreach (var filter in filters)
                filter.Taken -= Count;
        }

        async Task Check(int count)
        {
            var stop = TestKitBase.Now + limit;
            // To expect none is to wait for one in vain.
            while (TestKitBase.Now < stop && Volatile.Read(ref taken) < Math.Max(count, 1))
                await Task.Delay(10, cancellationToken);
            var seen = Volatile.Read(ref taken);
            var what = string.Join(" or ", filters);
            if (seen < count)
                testKit.Assertions.Fail("Timeout ({0}) while waiting for messages. Only received {1}/{2} messages that matched filter [{3}]", limit, seen, count, what);
            if (seen > count)
                testKit.Assertions.Fail("Received {0} messages too many. Expected {1} but received {2} messages that matched filter [{3}]", seen - count, count, seen, what);
        }
    }

    private static Func<Task> Async(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static Func<Task<T>> Async<T>(Func<T> func) => () => Task.FromResult(func());

    private static Func<Task<bool>> Done(Func<Task> action) => async () =>
    {
        await action();
        return true;
    };

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private sealed class Unmutable(ActorSystem system, IReadOnlyList<EventFilter> filters) : IUnmutableFilter
    {
        public void Unmute() => system.EventStream.Publish(new Unmute(filters));

        public void Dispose() => Unmute();
    }
}
