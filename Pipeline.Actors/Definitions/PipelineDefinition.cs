using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <summary>A pipeline as its YAML file describes it: validated as a whole, recorded in a run's first event.</summary>
public sealed record PipelineDefinition
{
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public ImmutableArray<ParameterDefinition> Parameters { get; init; } = [];

    /// <summary>Where the input lies: a folder, an S3 prefix or <c>sample://name?rows=N&amp;seed=S</c>; may hold <c>${parameter}</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The lake that outputs are written under; null means the service's own (<c>pipeline.sink</c>).</summary>
    public string? Sink { get; init; }

    public ClusterDefinition Cluster { get; init; } = new();
    public required ImmutableArray<JobDefinition> Jobs { get; init; }
    public required WarehouseDefinition Warehouse { get; init; }
    public required ImmutableArray<StagingDefinition> Staging { get; init; }
    public ImmutableArray<StarTableDefinition> Star { get; init; } = [];
    public ImmutableArray<CheckDefinition> Checks { get; init; } = [];
    public DeadlinesDefinition Deadlines { get; init; } = new();
}

/// <summary>A run parameter; without a default a run must give it.</summary>
public sealed record ParameterDefinition(string Name, string? Default, string Description);

/// <summary>The EMR cluster. Locally only <see cref="Settle"/> and the number of jobs matter.</summary>
public sealed record ClusterDefinition
{
    public string Release { get; init; } = "emr-7.9.0";
    public string Primary { get; init; } = "m6g.xlarge";
    public string CoreType { get; init; } = "m6g.xlarge";
    public int CoreCount { get; init; } = 2;
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a cluster whose creation has an unknown outcome is looked for before it is asked for again.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>The kinds of Spark job, by the script's extension.</summary>
public enum JobKind
{
    Sql,
    PySpark,
    Spark,
    SparkR,
}

/// <summary>A Spark job: one script, one Livy session.</summary>
public sealed record JobDefinition
{
    public required string Name { get; init; }

    /// <summary>File name under <c>spark/&lt;pipeline&gt;/</c>.</summary>
    public required string Script { get; init; }

    public required JobKind Kind { get; init; }
    public ImmutableSortedDictionary<string, string> Conf { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How many more attempts a failed one gets.</summary>
    public int Retries { get; init; } = 2;

    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A script of one statement (<c>.py</c>) may be run again after a loss in its middle.</summary>
    public bool Rerunnable { get; init; }
}

/// <summary>When the warehouse is asked for.</summary>
public enum WarehouseStart
{
    /// <summary>Together with the cluster: the two long waits overlap.</summary>
    WithCluster,

    /// <summary>When every job is done: cheaper, later.</summary>
    AfterJobs,
}

/// <summary>What teardown does with the warehouse.</summary>
public enum OnFinish
{
    Delete,
    Snapshot,
    Keep,
}

/// <summary>The Redshift cluster, or PostgreSQL locally.</summary>
public sealed record WarehouseDefinition
{
    public string NodeType { get; init; } = "ra3.large";
    public int Nodes { get; init; } = 1;

    /// <summary>File name under <c>sql/&lt;pipeline&gt;/</c> of the DDL of every table.</summary>
    public required string Schema { get; init; }

    public WarehouseStart Start { get; init; } = WarehouseStart.WithCluster;
    public OnFinish OnFinish { get; init; } = OnFinish.Delete;
}

/// <summary>A staging table and the job whose output it holds.</summary>
public sealed record StagingDefinition(string Table, string Job);

/// <summary>A table of the star: loaded by one script when the tables it needs are loaded.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Script">File name under <c>sql/&lt;pipeline&gt;/</c>.</param>
/// <param name="Needs">Staging and star tables that must be loaded before.</param>
/// <param name="Expect">A query for the number of rows the load must give; null means that any number is right.</param>
public sealed record StarTableDefinition(string Table, string Script, ImmutableArray<string> Needs, string? Expect);

/// <summary>What a failed check does to the run.</summary>
public enum Severity
{
    Error,
    Warn,
}

/// <summary>A data-quality check: a query that counts offending rows; 0 passes.</summary>
/// <param name="Name">Its name, unique in the pipeline.</param>
/// <param name="Table">The table it judges; it runs when that one is loaded.</param>
/// <param name="Needs">Further tables it reads.</param>
/// <param name="Query">The SQL, from the file or inline.</param>
/// <param name="Severity">Whether offending rows fail the run.</param>
public sealed record CheckDefinition(string Name, string Table, ImmutableArray<string> Needs, string Query, Severity Severity);

/// <summary>How long each phase may take, from its first request; its passing ends the run through teardown.</summary>
public sealed record DeadlinesDefinition
{
    public TimeSpan Lake { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan Roles { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan Cluster { get; init; } = TimeSpan.FromMinutes(30);
    public TimeSpan Warehouse { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Each single load: the schema, a staging table, a star table, a check.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan Teardown { get; init; } = TimeSpan.FromMinutes(60);
    public TimeSpan Run { get; init; } = TimeSpan.FromHours(6);
}
