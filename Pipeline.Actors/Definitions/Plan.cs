using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Pipeline.Actors.Definitions;

/// <summary>What a plan step does; its subject says to what.</summary>
public enum StepKind
{
    Lake,
    Roles,
    Cluster,
    Job,
    Warehouse,
    Schema,
    Staging,
    Star,
    Check,
}

/// <summary>One node of a run's graph.</summary>
/// <param name="Id">As <c>cluster</c>, <c>job/immigration</c>, <c>star/fact_arrival</c>: the word used in events, keys and answers.</param>
/// <param name="Subject">The job, table or check; empty for the steps there is one of.</param>
/// <param name="Needs">The steps that must be done before; nothing else holds it back.</param>
/// <param name="Deadline">From its first request to its end, all attempts together.</param>
/// <param name="Retries">How many more attempts a transient failure gets.</param>
public sealed record PlanStep(string Id, StepKind Kind, string Subject, ImmutableArray<string> Needs, TimeSpan Deadline, int Retries);

/// <summary>The run's graph: a pure function of its definition. There are no phases in it and so no barriers.</summary>
public sealed class Plan
{
    public const string Lake = "lake";
    public const string Roles = "roles";
    public const string Cluster = "cluster";
    public const string Warehouse = "warehouse";
    public const string Schema = "schema";

    /// <summary>Further attempts of every step that is not a job, whose budget stands in the definition.</summary>
    private const int Retries = 4;

    private static readonly ConditionalWeakTable<PipelineDefinition, Plan> Known = [];

    private Plan(ImmutableArray<PlanStep> steps) => Steps = steps;

    /// <summary>In an order in which each comes after what it needs.</summary>
    public ImmutableArray<PlanStep> Steps { get; }

    public static string Job(string name) => $"job/{name}";

    public static string Staging(string table) => $"staging/{table}";

    public static string Star(string table) => $"star/{table}";

    public static string Check(string name) => $"check/{name}";

    /// <summary>The definition's graph, made once for all runs that share the definition.</summary>
    public static Plan Of(PipelineDefinition definition) => Known.GetValue(definition, Make);

    private static Plan Make(PipelineDefinition definition)
    {
        var deadlines = definition.Deadlines;
        var staging = definition.Staging.Select(s => s.Table).ToHashSet(StringComparer.Ordinal);
        string Table(string name) => staging.Contains(name) ? Staging(name) : Star(name);
        ImmutableArray<string> warehouseNeeds = definition.Warehouse.Start == WarehouseStart.WithCluster
            ? [Lake, Roles]
            : [.. definition.Jobs.Select(j => Job(j.Name))];

        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        void Add(string id, StepKind kind, string subject, ImmutableArray<string> needs, TimeSpan deadline, int retries = Retries) =>
            steps.Add(new PlanStep(id, kind, subject, needs, deadline, retries));

        Add(Lake, StepKind.Lake, "", [], deadlines.Lake);
        Add(Roles, StepKind.Roles, "", [], deadlines.Roles);
        Add(Cluster, StepKind.Cluster, "", [Lake, Roles], deadlines.Cluster);
        foreach (var job in definition.Jobs)
        {
            Add(Job(job.Name), StepKind.Job, job.Name, [Cluster], job.Deadline, job.Retries);
        }

        Add(Warehouse, StepKind.Warehouse, "", warehouseNeeds, deadlines.Warehouse);
        Add(Schema, StepKind.Schema, "", [Warehouse], deadlines.Load);
        foreach (var table in definition.Staging)
        {
            Add(Staging(table.Table), StepKind.Staging, table.Table, [Schema, Job(table.Job)], deadlines.Load);
        }

        foreach (var table in InOrder(definition.Star))
        {
            Add(Star(table.Table), StepKind.Star, table.Table, [Schema, .. table.Needs.Select(Table)], deadlines.Load);
        }

        foreach (var check in definition.Checks)
        {
            Add(Check(check.Name), StepKind.Check, check.Name, [.. check.Needs.Prepend(check.Table).Distinct().Select(Table)], deadlines.Load);
        }

        return new Plan(steps.ToImmutable());
    }

    /// <summary>Star tables after the ones they need; validation has made sure that there is no cycle.</summary>
    private static IEnumerable<StarTableDefinition> InOrder(ImmutableArray<StarTableDefinition> star)
    {
        var byName = star.ToDictionary(t => t.Table, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<StarTableDefinition>();
        void Visit(StarTableDefinition table)
        {
            if (!seen.Add(table.Table))
            {
                return;
            }

            foreach (var need in table.Needs)
            {
                if (byName.TryGetValue(need, out var before))
                {
                    Visit(before);
                }
            }

            ordered.Add(table);
        }

        foreach (var table in star)
        {
            Visit(table);
        }

        return ordered;
    }
}
