namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>The kinds of JSON value, as Jackson tells them apart.</summary>
public enum JacksonKind
{
    Null,
    True,
    False,
    Int,
    Float,
    Text,
    Array,
    Object,
}

/// <summary>A place in a request's body.</summary>
public readonly record struct JacksonPlace(int Line, int Column)
{
    public override string ToString() =>
        $"\n at [Source: (org.eclipse.jetty.server.HttpInputOverHTTP); line: {Line}, column: {Column}]";
}

/// <summary>A value read from a request's body: scalars as their text, and where it began.</summary>
public sealed record JacksonValue(JacksonKind Kind, string Text, JacksonPlace Start)
{
    /// <summary>Where the reader stood when it had seen the value's first token.</summary>
    public JacksonPlace AfterToken { get; init; }

    public IReadOnlyList<JacksonValue> Items { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, JacksonValue>> Members { get; init; } = [];

    public bool IsScalar => Kind is not (JacksonKind.Array or JacksonKind.Object or JacksonKind.Null);

    /// <summary>How Jackson names the value in "Cannot deserialize value of type ... from ...".</summary>
    public string Description => Kind switch
    {
        JacksonKind.Array => "Array value (token `JsonToken.START_ARRAY`)",
        JacksonKind.Object => "Object value (token `JsonToken.START_OBJECT`)",
        JacksonKind.Text => "String value (token `JsonToken.VALUE_STRING`)",
        JacksonKind.Int => "Integer value (token `JsonToken.VALUE_NUMBER_INT`)",
        JacksonKind.Float => "Floating-point value (token `JsonToken.VALUE_NUMBER_FLOAT`)",
        JacksonKind.Null => "Null value (token `JsonToken.VALUE_NULL`)",
        _ => $"Boolean value (token `JsonToken.VALUE_{Text.ToUpperInvariant()}`)",
    };
}

/// <summary>A body that cannot be read, in Jackson's words.</summary>
public sealed class JacksonException(string message, bool insideValue = false) : Exception(message)
{
    /// <summary>The fault lies within a property's value, so that Jackson names the property.</summary>
    public bool InsideValue { get; } = insideValue;
}
