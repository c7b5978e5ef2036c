using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>What is done about events that a second writer wrote under the same id.</summary>
public enum ReplayFilterMode
{
    Fail,
    Warn,
    RepairByDiscardOld,
    Disabled,
}

/// <summary>
/// Looks at the events of one replay through a window: should an old writer have gone on after a new one began,
/// the sequence numbers overlap, and the new writer's events count.
/// </summary>
internal sealed class ReplayFilter(ReplayFilterMode mode, int windowSize, int maxOldWriters, ILoggingAdapter log, Action<IPersistentRepresentation> next)
{
    private readonly LinkedList<IPersistentRepresentation> _window = new();
    private readonly Queue<string> _oldWriters = new();
    private string _writer = "";
    private long _sequenceNr;

    public void Add(IPersistentRepresentation e)
    {
        if (_window.Count == windowSize)
        {
            next(_window.First!.Value);
            _window.RemoveFirst();
        }

        if (e.WriterGuid == _writer)
            AddSameWriter(e);
        else if (_oldWriters.Contains(e.WriterGuid))
            Decide(e, $"from old writer [{e.WriterGuid}] that has been replaced by [{_writer}]");
        else
            AddNewWriter(e);
    }

    public void Complete()
    {
        foreach (var e in _window)
            next(e);
        _window.Clear();
    }

    private void AddSameWriter(IPersistentRepresentation e)
    {
        if (e.SequenceNr < _sequenceNr)
            Decide(e, $"that is out of order: the writer's last was {_sequenceNr}");
        else
        {
            _sequenceNr = e.SequenceNr;
            _window.AddLast(e);
        }
    }

    private void AddNewWriter(IPersistentRepresentation e)
    {
        if (_writer.Length > 0)
            _oldWriters.Enqueue(_writer);
        if (_oldWriters.Count > maxOldWriters)
            _oldWriters.Dequeue();
        _writer = e.WriterGuid;
        _sequenceNr = e.SequenceNr;

        for (var node = _window.First; node != null;)
        {
            var following = node.Next;
            if (node.Value.SequenceNr >= _sequenceNr)
            {
                Report(node.Value, $"although the new writer [{_writer}] began at {_sequenceNr}");
                if (mode == ReplayFilterMode.RepairByDiscardOld)
                    _window.Remove(node);
            }

            node = following;
        }

        _window.AddLast(e);
    }

    private void Decide(IPersistentRepresentation e, string problem)
    {
        Report(e, problem);
        if (mode == ReplayFilterMode.Warn)
            _window.AddLast(e);
    }

    private void Report(IPersistentRepresentation e, string problem)
    {
        var message = $"Invalid replayed event [sequenceNr={e.SequenceNr}, writerUUID={e.WriterGuid}] {problem}, for persistenceId [{e.PersistenceId}]. "
            + "Perhaps an old actor kept journaling after a new one was created, or two entities share a persistenceId.";
        if (mode == ReplayFilterMode.Fail)
            throw new IllegalStateException(message);
        log.Warning(message);
    }
}
