using Pipeline.Tests.Support;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>pipelines/arrivals.yaml as far as these tests look at it.</summary>
internal sealed class ArrivalsDefinition
{
    public Dictionary<string, Step> Jobs { get; set; } = [];
    public Dictionary<string, string> Staging { get; set; } = [];
    public Dictionary<string, Step> Star { get; set; } = [];
    public Dictionary<string, Check> Checks { get; set; } = [];

    public static ArrivalsDefinition Load() =>
        new DeserializerBuilder()
            .WithNamingConvention(HyphenatedNamingConvention.Instance)
            .IgnoreUnmatchedProperties()
            .Build()
            .Deserialize<ArrivalsDefinition>(Checkout.Read("pipelines", "arrivals.yaml"));

    internal sealed class Step
    {
        public string Script { get; set; } = "";
        public List<string> Needs { get; set; } = [];
        public string Expect { get; set; } = "";
    }

    internal sealed class Check
    {
        public string Table { get; set; } = "";
        public string Query { get; set; } = "";
        public string Severity { get; set; } = "error";
    }
}
