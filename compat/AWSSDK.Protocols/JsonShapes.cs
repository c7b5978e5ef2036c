#nullable enable
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Util;

namespace Amazon.Compat;

/// <summary>How the shapes of a JSON service look on the wire: properties by their own names, what is null left out, dates as seconds.</summary>
internal static class JsonShapes
{
    public static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DropInherited } },
        Converters = { new DateConverter(), new ConstantConverterFactory() },
    };

    /// <summary>What requests and responses inherit from the SDK's own types is no part of their shape.</summary>
    private static void DropInherited(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(IsInherited).ToArray())
        {
            type.Properties.Remove(property);
        }
    }

    private static bool IsInherited(JsonPropertyInfo property) =>
        property.AttributeProvider is System.Reflection.MemberInfo { DeclaringType: { } declaring } && declaring.Assembly == typeof(AmazonWebServiceRequest).Assembly;

    private sealed class DateConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            AWSSDKUtils.ConvertFromUnixDoubleEpochSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(AWSSDKUtils.ConvertToUnixEpochSecondsDecimal(value));
    }

    private sealed class ConstantConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => type.IsSubclassOf(typeof(ConstantClass));

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ConstantConverter<>).MakeGenericType(type))!;
    }

    private sealed class ConstantConverter<T> : JsonConverter<T>
        where T : ConstantClass
    {
        public override T? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            (T?)Activator.CreateInstance(typeof(T), reader.GetString());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
