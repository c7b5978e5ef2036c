using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Util.Reflection;

/// <summary>Types by the names that configuration and journals give them.</summary>
public static class TypeCache
{
    private const string StandIn = ".Compat";

    private static readonly ConcurrentDictionary<string, Type> Types = new();

    /// <summary>
    /// The type of that name. Names of the original's assemblies ("X, Akka.Persistence") lead to the stand-in's,
    /// so that configuration and journals are the same for both.
    /// </summary>
    public static Type GetType(string typeName) => Types.GetOrAdd(typeName, Find)
        ?? throw new TypeLoadException($"Unable to find a type named {typeName}");

    internal static Type TryGetType(string typeName) => Types.GetOrAdd(typeName, Find);

    /// <summary>The name under which the original would write this type.</summary>
    internal static string OriginalAssemblyName(string assemblyName) =>
        assemblyName.StartsWith("Akka", StringComparison.Ordinal) && assemblyName.EndsWith(StandIn, StringComparison.Ordinal)
            ? assemblyName[..^StandIn.Length]
            : assemblyName;

    private static Type Find(string typeName) =>
        Type.GetType(typeName, FindAssembly, (assembly, name, ignoreCase) => (assembly ?? typeof(TypeCache).Assembly).GetType(name, false, ignoreCase) ?? (assembly == null ? Type.GetType(name, false, ignoreCase) : null));

    private static Assembly FindAssembly(AssemblyName name)
    {
        var original = name.Name;
        if (original!.StartsWith("Akka", StringComparison.Ordinal) && !original.EndsWith(StandIn, StringComparison.Ordinal)
            && Load(new AssemblyName(original + StandIn)) is { } standIn)
            return standIn;
        return Load(name);
    }

    private static Assembly Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }
}
