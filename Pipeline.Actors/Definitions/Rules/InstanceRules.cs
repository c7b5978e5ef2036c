using System.Text.RegularExpressions;
using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>Releases and instance types look like ones; whether AWS offers them, AWS says.</summary>
internal static partial class InstanceRules
{
    public static void Check(PipelineDraft draft)
    {
        var (cluster, warehouse) = (draft.Definition.Cluster, draft.Definition.Warehouse);
        Matches(draft, "cluster/release", cluster.Release, Release(), "emr-7.9.0");
        Matches(draft, "cluster/primary", cluster.Primary, InstanceType(), "m6g.xlarge");
        Matches(draft, "cluster/core/type", cluster.CoreType, InstanceType(), "m6g.xlarge");
        Matches(draft, "warehouse/node-type", warehouse.NodeType, InstanceType(), "ra3.large");
    }

    private static void Matches(PipelineDraft draft, string path, string value, Regex form, string example)
    {
        if (!form.IsMatch(value))
        {
            draft.Problems.Add(path, $"'{value}' is none; write it like {example}.");
        }
    }

    [GeneratedRegex(@"\Aemr-[0-9]+\.[0-9]+\.[0-9]+\z")]
    private static partial Regex Release();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*\.[a-z0-9-]+\z")]
    private static partial Regex InstanceType();
}
