using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Gives mailboxes their turns. Heirs say where the turns run.</summary>
public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    private long _inhabitants;
    private int _shutdownScheduled;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
    }

    public MessageDispatcherConfigurator Configurator { get; }

    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    public string Id { get; protected set; }

    /// <summary>How many messages an actor may handle in one turn.</summary>
    public int Throughput { get; set; }

    /// <summary>How long one turn may take, in ticks; null or 0 for as long as it takes.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    public TimeSpan ShutdownTimeout { get; protected set; }

    /// <summary>Actors and other work on this dispatcher.</summary>
    protected long Inhabitants => Interlocked.Read(ref _inhabitants);

    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    public void Schedule(IRunnable run)
    {
        Interlocked.Increment(ref _inhabitants);
        ExecuteTask(new ActionRunnable(() =>
        {
            try
            {
                run.Run();
            }
            finally
            {
                Leave();
            }
        }));
    }

    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        cell.Mailbox.Enqueue(cell.Self, envelope);
        RegisterForExecution(cell.Mailbox);
    }

    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        cell.Mailbox.EnqueueSystem(message);
        RegisterForExecution(cell.Mailbox);
    }

    public virtual void Attach(ActorCell cell)
    {
        Interlocked.Increment(ref _inhabitants);
        RegisterForExecution(cell.Mailbox);
    }

    public virtual void Detach(ActorCell cell)
    {
        cell.Mailbox.CleanUp();
        Leave();
    }

    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>The last inhabitant has left some time ago.</summary>
    protected abstract void Shutdown();

    protected void ReportFailure(Exception ex) => EventStream.Publish(new Error(ex, GetType().FullName, GetType(), ex.Message));

    internal void RegisterForExecution(Mailbox mailbox)
    {
        if (!mailbox.TrySetScheduled())
            return;
        try
        {
            ExecuteTask(mailbox);
        }
        catch
        {
            mailbox.SetIdle();
            throw;
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _inhabitants) == 0 && Interlocked.CompareExchange(ref _shutdownScheduled, 1, 0) == 0)
            ScheduleShutdown();
    }

    private void ScheduleShutdown()
    {
        try
        {
            Configurator.Prerequisites.Scheduler.Advanced.ScheduleOnce(ShutdownTimeout, ShutdownIfEmpty);
        }
        catch (SchedulerException)
        {
            // The system is ending and its scheduler is gone already.
            Shutdown();
        }
    }

    private void ShutdownIfEmpty()
    {
        Interlocked.Exchange(ref _shutdownScheduled, 0);
        try
        {
            if (Inhabitants == 0)
                Shutdown();
        }
        catch (Exception e)
        {
            ReportFailure(e);
        }
    }
}
