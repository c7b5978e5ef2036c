using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Api;

/// <summary>The body of <c>POST /runs</c>.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Parameters">Text by name.</param>
public sealed record StartRunBody(string Pipeline, ImmutableSortedDictionary<string, string> Parameters)
{
    private static readonly ImmutableArray<string> Keys = ["pipeline", "parameters"];

    /// <summary>The body, or everything that is wrong with it.</summary>
    public static (StartRunBody? Body, ImmutableArray<string> Problems) Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : (null, [$"The body has to be a JSON object like {{\"pipeline\": \"arrivals\", \"parameters\": {{}}}}; it is {Kind(document.RootElement)}."]);
        }
        catch (JsonException error)
        {
            return (null, [$"The body is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: {Reason(error)}"]);
        }
    }

    /// <summary>The same for the same request, whatever the order of its parameters: what an idempotency key stands for.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Pipeline, Parameters }))));

    private static (StartRunBody? Body, ImmutableArray<string> Problems) Read(JsonElement root)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var property in root.EnumerateObject().Where(property => !Keys.Contains(property.Name)))
        {
            problems.Add($"'{property.Name}' is no key of the body{NearestName.Hint(property.Name, Keys)}; it takes {string.Join(" and ", Keys)}.");
        }

        var pipeline = root.TryGetProperty("pipeline", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        if (string.IsNullOrEmpty(pipeline))
        {
            problems.Add("'pipeline' is missing: the name of a pipeline, as text (GET /pipelines lists them).");
        }

        var parameters = root.TryGetProperty("parameters", out var given) ? ReadParameters(given, problems) : ImmutableSortedDictionary<string, string>.Empty;
        return problems.Count == 0 ? (new StartRunBody(pipeline!, parameters), []) : (null, problems.ToImmutable());
    }

    private static ImmutableSortedDictionary<string, string> ReadParameters(JsonElement given, ImmutableArray<string>.Builder problems)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (given.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"'parameters' has to be an object of texts; it is {Kind(given)}.");
            return parameters.ToImmutable();
        }

        foreach (var property in given.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.String:
                    parameters[property.Name] = property.Value.GetString()!;
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    parameters[property.Name] = property.Value.GetRawText();
                    break;
                default:
                    problems.Add($"The parameter '{property.Name}' has to be a text; it is {Kind(property.Value)}.");
                    break;
            }
        }

        return parameters.ToImmutable();
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    /// <summary>The reader's own words without the position, which is told already.</summary>
    private static string Reason(JsonException error) =>
        error.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].Trim();
}
