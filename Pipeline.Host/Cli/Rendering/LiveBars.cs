using Pipeline.Actors.Runs;
using Spectre.Console;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>Draws a run's bars on a terminal for as long as a piece of work takes.</summary>
internal static class LiveBars
{
    public static async Task Show(TextWriter terminal, Func<Action<RunView>, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var tasks = new Dictionary<int, ProgressTask>();
                await work(view => Update(progress, tasks, view));
            });
    }

    private static void Update(ProgressContext progress, Dictionary<int, ProgressTask> tasks, RunView view)
    {
        var bars = RunBars.Of(view);
        for (var i = 0; i < bars.Length; i++)
        {
            if (!tasks.TryGetValue(i, out var task))
            {
                tasks[i] = task = progress.AddTask(Markup.Escape(bars[i].Label), maxValue: 1);
            }

            task.Description = Markup.Escape(bars[i].Label);
            task.Value = bars[i].Done;
        }
    }
}
