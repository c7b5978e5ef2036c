using System.Globalization;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>Turns values into the fields of one of Livy's request classes, with Jackson's conversions and its faults.</summary>
internal sealed class JacksonBinder(string className, IReadOnlyList<string> knownProperties)
{
    private const string StringType = "java.lang.String";

    public bool Knows(string property) => knownProperties.Contains(property);

    /// <summary>The faults of a body that is a value of its own instead of an object.</summary>
    public JacksonException NotAnObject(JacksonValue value) => value.Kind switch
    {
        JacksonKind.Text => new JacksonException(
            Construct("String") + $"String value ('{value.Text}'){value.Start}"),
        JacksonKind.Int => new JacksonException(Construct("int/Int") + $"Number value ({value.Text}){value.Start}"),
        JacksonKind.Float => new JacksonException(Construct("double/Double") + $"Number value ({value.Text}){value.Start}"),
        JacksonKind.True or JacksonKind.False => new JacksonException(
            Construct("boolean/Boolean") + $"Boolean value ({value.Text}){value.Start}"),
        _ => new JacksonException($"Cannot deserialize value of type `{className}` from {value.Description}{value.Start}"),
    };

    public JacksonException Unknown(string property, JacksonPlace place) => Named(
        property,
        $"Unrecognized field \"{property}\" (class {className}), not marked as ignorable ({knownProperties.Count} known properties: "
        + $"{string.Join(", ", knownProperties.Select(p => $"\"{p}\""))}]){place}");

    /// <summary>A fault of one property, which Jackson names behind it.</summary>
    public JacksonException Named(string property, string message) =>
        new($"{message} (through reference chain: {className}[\"{property}\"])");

    public string? Text(string property, JacksonValue value) => value switch
    {
        { Kind: JacksonKind.Null } => null,
        { IsScalar: true } => value.Text,
        _ => throw Mismatch(property, StringType, value),
    };

    public IReadOnlyList<string>? TextList(string property, JacksonValue value) => value.Kind switch
    {
        JacksonKind.Null => null,
        JacksonKind.Array => [.. value.Items.Select(item => Text(property, item) ?? "")],
        _ => throw Mismatch(property, $"scala.collection.immutable.List<{StringType}>", value),
    };

    public IReadOnlyList<KeyValuePair<string, string?>>? TextMap(string property, JacksonValue value) => value.Kind switch
    {
        JacksonKind.Null => null,
        JacksonKind.Object => [.. value.Members
            .GroupBy(member => member.Key, (key, members) => KeyValuePair.Create(key, Text(property, members.Last().Value)))],
        _ => throw Mismatch(property, $"scala.collection.immutable.Map<{StringType},{StringType}>", value),
    };

    public int Int(string property, JacksonValue value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return value.Kind switch
        {
            JacksonKind.Null => 0,
            JacksonKind.Int or JacksonKind.Text when int.TryParse(value.Text, Style, CultureInfo.InvariantCulture, out var number) => number,
            JacksonKind.Int => throw Named(
                property, $"Numeric value ({value.Text}) out of range of int (-2147483648 - 2147483647){value.Start}"),
            JacksonKind.Float when Math.Abs(double.Parse(value.Text, CultureInfo.InvariantCulture)) <= int.MaxValue =>
                (int)double.Parse(value.Text, CultureInfo.InvariantCulture),
            JacksonKind.Text => throw Named(
                property, $"Cannot deserialize value of type `int` from String \"{value.Text}\": not a valid `int` value{value.Start}"),
            _ => throw Mismatch(property, "int", value),
        };
    }

    private string Construct(string type) =>
        $"Cannot construct instance of `{className}` (although at least one Creator exists): "
        + $"no {type}-argument constructor/factory method to deserialize from ";

    private JacksonException Mismatch(string property, string type, JacksonValue value) =>
        Named(property, $"Cannot deserialize value of type `{type}` from {value.Description}{value.Start}");
}
