using System.Text.RegularExpressions;
using Pipeline.Actors;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>Which names a session can have.</summary>
internal static partial class LivyNames
{
    /// <summary>Livy takes all digits for an id, and refuses them as a name only after it has started a driver that nobody can delete.</summary>
    public static string Address(string name) => Name().IsMatch(name)
        ? name
        : throw PortFailureException.Permanent($"'{name}' cannot name a Livy session: letters, digits, '-', '_' and '.', not digits only.");

    [GeneratedRegex(@"^(?!\d*$)[A-Za-z0-9._-]+$")]
    private static partial Regex Name();
}
