using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>Runs the parts of an async handler in the turn of its actor, which takes no other message until it is through.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <summary>The message whose handler is under way.</summary>
    public object CurrentMessage { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        var scheduler = cell.TaskScheduler;
        cell.Mailbox.Suspend();
        scheduler.CurrentMessage = cell.CurrentMessage;
        scheduler.OnBeforeTaskStarted();
        Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, scheduler)
            .Unwrap()
            .ContinueWith(done => scheduler.Completed(done), CancellationToken.None, TaskContinuationOptions.None, scheduler);
    }

    protected virtual void OnBeforeTaskStarted() { }

    protected virtual void OnAfterTaskCompleted() { }

    protected override IEnumerable<Task> GetScheduledTasks() => null;

    protected override void QueueTask(Task task)
    {
        // A long-running task is not run inline, so that at least the current turn ends.
        if (ActorCell.Current == _cell && !task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
            TryExecuteTask(task);
        else
            _cell.SendSystemMessage(new ActorTaskSchedulerMessage(this, task));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    internal void ExecuteTask(Task task)
    {
        _cell.CurrentMessage = CurrentMessage;
        TryExecuteTask(task);
        _cell.CurrentMessage = null;
    }

    internal void Finish()
    {
        CurrentMessage = null;
        OnAfterTaskCompleted();
    }

    /// <summary>Runs in the turn of the actor.</summary>
    private void Completed(Task done)
    {
        var failure = done.IsCanceled ? new TaskCanceledException()
            : done.Exception is not { } aggregate ? null
            : aggregate.InnerExceptions.Count == 1 ? aggregate.InnerException : aggregate;
        if (failure != null)
        {
            _cell.SendSystemMessage(new ActorTaskSchedulerMessage(failure));
            return;
        }

        _cell.Mailbox.Resume();
        _cell.CheckReceiveTimeout(CurrentMessage is not INotInfluenceReceiveTimeout);
        Finish();
    }
}
