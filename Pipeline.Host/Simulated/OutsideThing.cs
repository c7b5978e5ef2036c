using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated;

/// <summary>Something that exists, or existed, outside.</summary>
/// <param name="Kind">roles, cluster, session or warehouse, as <see cref="Resource"/> calls them.</param>
/// <param name="Name">What it was asked for as.</param>
/// <param name="Id">The outside's id.</param>
/// <param name="Journal">Whose journal its tags name; null for none.</param>
/// <param name="Run">The run that its tags name; null for none.</param>
/// <param name="MadeAt">When it came to be.</param>
/// <param name="Instances">How many machines it is: what its hours are multiplied by.</param>
public sealed class OutsideThing(string kind, string name, string id, string? journal, string? run, DateTimeOffset madeAt, int instances)
{
    public string Kind => kind;

    public string Name => name;

    public string Id => id;

    public string? Journal => journal;

    public string? Run => run;

    public DateTimeOffset MadeAt => madeAt;

    public int Instances => instances;

    /// <summary>Null while it exists.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>How many calls by the product changed it after it was made; none may ever change a stranger's thing.</summary>
    public int Changes { get; set; }

    public double InstanceHours(DateTimeOffset now) => instances * ((GoneAt ?? now) - madeAt).TotalHours;
}

/// <summary>Something that was carried out.</summary>
/// <param name="Kind">statement, output (an INSERT OVERWRITE's folder was written), manifest, schema, stage or load.</param>
/// <param name="Name">The statement's marker, the folder, the manifest's place or the table.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Lasts">True when it changed something beyond its own session: such a statement must not be carried out again once its manifest is written.</param>
public sealed record OutsideDeed(string Kind, string Name, DateTimeOffset At, bool Lasts);
