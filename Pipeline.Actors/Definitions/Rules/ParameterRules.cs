using System.Text.RegularExpressions;
using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>Parameters are public and end up in SQL literals: neither may a name promise a secret, nor a value leave its literal.</summary>
internal static partial class ParameterRules
{
    /// <summary>What scripts see beside the parameters and is never a parameter's.</summary>
    private static readonly string[] Reserved = ["reference", "run", "schema"];

    private static readonly string[] Secrets =
        ["password", "passwd", "secret", "token", "credential", "private-key", "private_key", "api-key", "api_key", "apikey"];

    public static void Check(PipelineDraft draft)
    {
        var (definition, problems) = (draft.Definition, draft.Problems);
        foreach (var parameter in definition.Parameters)
        {
            var path = $"parameters/{parameter.Name}";
            if (!ParameterName().IsMatch(parameter.Name))
            {
                problems.Add(path, "this name cannot be a parameter's; take up to 40 lower-case letters, digits, '-' and '_', a letter first.");
            }
            else if (Reserved.Contains(parameter.Name))
            {
                problems.Add(path, $"every script sees ${{{parameter.Name}}} already, set by the run; give the parameter another name.");
            }
            else if (SoundsSecret(parameter.Name))
            {
                problems.Add(
                    path,
                    "this name sounds like a secret, and parameters are public: every run shows them; configure the service with it, or choose another name.");
            }

            if (parameter.Default is { } value && ValueProblem(value) is { } why)
            {
                problems.Add($"{path}/default", why);
            }
        }

        foreach (var (key, text) in new[] { ("source", definition.Source), ("sink", definition.Sink ?? "") })
        {
            // Scripts see these, too; what is not a variable in them must be as harmless as a parameter's value.
            if (ValueProblem(ScriptVariables.Fill(text, definition.Parameters.ToDictionary(parameter => parameter.Name, _ => ""))) is { } why
                && ScriptVariables.Names(text).All(name => definition.Parameters.Any(parameter => parameter.Name == name)))
            {
                problems.Add(key, why);
            }

            // ${source} of a script is where the source lies; a parameter of that name must be what decides it.
            if (definition.Parameters.Any(parameter => parameter.Name == key) && !ScriptVariables.Names(text).Contains(key))
            {
                problems.Add(
                    $"parameters/{key}",
                    $"'{key}' of the pipeline does not use this parameter, so it would change nothing; write '{key}: ${{{key}}}', or rename it.");
            }
        }
    }

    public static bool SoundsSecret(string name) => Secrets.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a value cannot be put between the quotes of a SQL literal; null when it can.</summary>
    public static string? ValueProblem(string value) =>
        value.Any(char.IsControl) ? "its value has a line break or another control character, which would end a SQL literal; leave it out."
        : value.IndexOfAny(['\'', '"', '`', '\\']) is >= 0 and var at
            ? $"its value has a {value[at]} at position {at + 1}, which could end the SQL literal that it is put into; leave it out" +
                (value[at] == '\\' ? ", and write paths with /." : ".")
        : value.Contains("${", StringComparison.Ordinal) ? "its value has '${', which would be filled in again by Spark; leave it out."
        : null;

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,39}\z")]
    private static partial Regex ParameterName();
}
