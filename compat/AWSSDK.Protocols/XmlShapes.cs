#nullable enable
using System.Collections;
using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;

namespace Amazon.Compat;

/// <summary>Fills shapes from XML. A list is read by position: its items have the same element name in no two services.</summary>
internal static class XmlShapes
{
    public static void Fill(object shape, XElement element)
    {
        foreach (var member in Shapes.Members(shape.GetType()))
        {
            if (element.Elements().FirstOrDefault(child => child.Name.LocalName == member.Name) is { } found)
            {
                member.SetValue(shape, Read(found, member.PropertyType));
            }
        }
    }

    private static object? Read(XElement element, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type == typeof(string) ? element.Value
            : type.IsSubclassOf(typeof(ConstantClass)) ? Activator.CreateInstance(type, element.Value)
            : type == typeof(DateTime) ? DateTime.Parse(element.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : type.IsPrimitive ? element.Value.Length == 0 ? null : Convert.ChangeType(element.Value, type, CultureInfo.InvariantCulture)
            : type.IsAssignableTo(typeof(IList)) ? ReadList(element, type)
            : ReadShape(element, type);
    }

    private static IList ReadList(XElement element, Type type)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var item in element.Elements())
        {
            list.Add(Read(item, type.GetGenericArguments()[0]));
        }

        return list;
    }

    private static object ReadShape(XElement element, Type type)
    {
        var shape = Activator.CreateInstance(type)!;
        Fill(shape, element);
        return shape;
    }
}
