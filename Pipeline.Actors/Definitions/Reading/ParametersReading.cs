using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions.Reading;

internal static class ParametersReading
{
    public static ImmutableArray<ParameterDefinition> Read(MapReader pipeline)
    {
        if (pipeline.Named("parameters") is not { } named)
        {
            return [];
        }

        var parameters = ImmutableArray.CreateBuilder<ParameterDefinition>();
        foreach (var name in named.Keys)
        {
            // 'year:' with nothing behind it is a required parameter without a description.
            var map = named.Node(name) is ScalarNode { Text: null } ? null : named.Keyed(name, "default", "description");
            parameters.Add(new ParameterDefinition(name, map?.Text("default", mayBeEmpty: true), map?.Text("description", mayBeEmpty: true) ?? ""));
        }

        return parameters.ToImmutable();
    }
}
