#nullable enable
using System.Reflection;
using Amazon.Runtime;

namespace Amazon.Compat;

/// <summary>A shape's members: the public properties that the service's own model declares.</summary>
internal static class Shapes
{
    public static IEnumerable<PropertyInfo> Members(Type shape) =>
        shape.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.DeclaringType!.Assembly != typeof(AmazonWebServiceRequest).Assembly);

    public static string ItemName(PropertyInfo list) => list.GetCustomAttribute<ItemNameAttribute>()?.Name ?? "member";
}
