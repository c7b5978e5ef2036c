using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>A policy as IAM takes it.</summary>
public sealed record PolicyDocument(ImmutableArray<PolicyStatement> Statements)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson(bool indented = false) => Node().ToJsonString(indented ? Indented : Plain);

    /// <summary>True when a document that IAM answered, URL-encoded as it does, says the same.</summary>
    public bool Is(string? encoded)
    {
        try
        {
            return encoded is not null && JsonNode.DeepEquals(Node(), JsonNode.Parse(Uri.UnescapeDataString(encoded)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JsonObject Node() => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. Statements.Select(statement => statement.Node())]),
    };
}

/// <summary>One statement that allows something.</summary>
/// <param name="Sid">Its name.</param>
/// <param name="Actions">What it allows.</param>
/// <param name="Resources">On what; empty in a trust policy.</param>
public sealed record PolicyStatement(string Sid, ImmutableArray<string> Actions, ImmutableArray<string> Resources)
{
    /// <summary>The service that is trusted; null outside of trust policies.</summary>
    public string? Service { get; init; }

    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    internal JsonNode Node()
    {
        var node = new JsonObject { ["Sid"] = Sid, ["Effect"] = "Allow" };
        if (Service is not null)
        {
            node["Principal"] = new JsonObject { ["Service"] = Service };
        }

        node["Action"] = Array(Actions);
        if (!Resources.IsEmpty)
        {
            node["Resource"] = Array(Resources);
        }

        if (!Conditions.IsEmpty)
        {
            node["Condition"] = new JsonObject(Conditions.GroupBy(condition => condition.Operator).Select(group =>
                KeyValuePair.Create(group.Key, (JsonNode?)new JsonObject(group.Select(condition => KeyValuePair.Create(condition.Key, condition.Node()))))));
        }

        return node;
    }

    private static JsonArray Array(ImmutableArray<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}

/// <param name="Operator"><c>StringEquals</c>, <c>ArnLike</c>.</param>
/// <param name="Key">The condition key.</param>
/// <param name="Values">Any of these.</param>
public sealed record PolicyCondition(string Operator, string Key, params ImmutableArray<string> Values)
{
    internal JsonNode? Node() => Values is [var one] ? one : new JsonArray([.. Values.Select(value => (JsonNode)value)]);
}
