using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Host.Adapters.Aws.Emr;

/// <summary>What one EMR node gives to YARN.</summary>
/// <param name="MemoryMiB">Memory for containers.</param>
/// <param name="VCores">Virtual cores.</param>
public sealed partial record NodeCapacity(int MemoryMiB, int VCores)
{
    /// <summary>EMR keeps at most a quarter of a node's memory for itself; of larger nodes less.</summary>
    private const double YarnShare = 0.75;

    /// <summary>Null for a family whose memory does not follow from its name.</summary>
    public static NodeCapacity? Of(string instanceType)
    {
        var match = Form().Match(instanceType);
        int? perVCpu = match.Groups["family"].Value switch
        {
            "c" => 2,
            "m" => 4,
            "r" => 8,
            _ => null,
        };
        if (!match.Success || perVCpu is null)
        {
            return null;
        }

        var size = match.Groups["size"].Value;
        var vCpus = size == "large" ? 2 : size == "xlarge" ? 4 : 4 * int.Parse(size[..^"xlarge".Length], CultureInfo.InvariantCulture);
        return new NodeCapacity((int)(vCpus * perVCpu.Value * 1024 * YarnShare), vCpus);
    }

    [GeneratedRegex(@"^(?<family>[a-z])[4-9][a-z]*\.(?<size>large|[0-9]{0,2}xlarge)$")]
    private static partial Regex Form();
}
