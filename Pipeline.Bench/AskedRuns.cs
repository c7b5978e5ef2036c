using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Bench;

/// <summary>An outside that never answers, and notes which run has asked it anything: every call names its run in one of its arguments.</summary>
internal sealed partial class AskedRuns(int runs)
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when each run has asked.</summary>
    public Task All => _all.Task;

    public RunPorts Ports => new(Silent<ILake>(), Silent<IRoles>(), Silent<IClusters>(), Silent<ILivy>(), Silent<IWarehouses>(), Silent<IWarehouseSql>());

    private T Silent<T>()
        where T : class
    {
        var port = DispatchProxy.Create<T, Port>();
        ((Port)(object)port).Asked = Note;
        return port;
    }

    private void Note(object?[] arguments)
    {
        var run = arguments.Select(argument => RunId().Match($"{argument}")).First(match => match.Success).Value;
        if (_asked.TryAdd(run, true) && _asked.Count == runs)
        {
            _all.TrySetResult();
        }
    }

    [GeneratedRegex("r[0-9a-z]{12}")]
    private static partial Regex RunId();

    /// <summary>A port by reflection: whatever it is asked, its task never ends.</summary>
    public class Port : DispatchProxy
    {
        public Action<object?[]> Asked { get; set; } = _ => { };

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            var answer = method!.ReturnType;
            if (!answer.IsAssignableTo(typeof(Task)))
            {
                return true; // whether names are unique
            }

            Asked(arguments ?? []);
            var never = Activator.CreateInstance(typeof(TaskCompletionSource<>).MakeGenericType(answer.IsGenericType ? answer.GenericTypeArguments[0] : typeof(bool)))!;
            return never.GetType().GetProperty("Task")!.GetValue(never);
        }
    }
}
