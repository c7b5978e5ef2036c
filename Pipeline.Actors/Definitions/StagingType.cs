using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <summary>The warehouse type that holds a Spark type without loss.</summary>
/// <param name="Name">For people.</param>
/// <param name="Spellings">What it may be declared as; upper case, without blanks around parentheses and commas.</param>
internal sealed record StagingType(string Name, params ImmutableArray<string> Spellings)
{
    public const string Supported = "BOOLEAN, SMALLINT, INT, BIGINT, DECIMAL, DOUBLE, DATE or STRING";

    private bool AnyLength { get; init; }

    /// <summary>For a type as Spark's DESCRIBE writes it; null for one that cannot be staged.</summary>
    public static StagingType? For(string spark) => spark.ToLowerInvariant() switch
    {
        "boolean" => new("BOOLEAN", "BOOLEAN", "BOOL"),
        "tinyint" or "smallint" => new("SMALLINT", "SMALLINT", "INT2"),
        "int" => new("INTEGER", "INTEGER", "INT", "INT4"),
        "bigint" => new("BIGINT", "BIGINT", "INT8"),
        "double" => new("DOUBLE PRECISION", "DOUBLE PRECISION", "FLOAT8", "FLOAT"),
        "date" => new("DATE", "DATE"),
        "string" => new("VARCHAR(n)", "VARCHAR", "CHARACTER VARYING", "TEXT") { AnyLength = true },
        ['d', 'e', 'c', 'i', 'm', 'a', 'l', '(', .. var digits, ')'] => Decimal(digits.Split(',')),
        _ => null,
    };

    public bool Accepts(string declared)
    {
        var type = declared.ToUpperInvariant();
        return Spellings.Contains(AnyLength ? type.Split('(')[0] : type);
    }

    private static StagingType Decimal(string[] digits)
    {
        var (precision, scale) = (digits[0].Trim(), digits.Length > 1 ? digits[1].Trim() : "0");
        var exact = new StagingType($"DECIMAL({precision},{scale})", $"DECIMAL({precision},{scale})", $"NUMERIC({precision},{scale})");
        return scale == "0" ? exact with { Spellings = [.. exact.Spellings, $"DECIMAL({precision})", $"NUMERIC({precision})"] } : exact;
    }
}
