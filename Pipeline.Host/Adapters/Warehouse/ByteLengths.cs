namespace Pipeline.Host.Adapters.Warehouse;

/// <summary>Redshift counts a VARCHAR's length in bytes, and one without a length is of 256; PostgreSQL counts characters. A check on each column makes up for it.</summary>
internal static class ByteLengths
{
    private const string Suffix = "_bytes";

    /// <summary>Adds the check wherever it is missing; safe to repeat.</summary>
    public const string Enforce = """
        DO $do$
        DECLARE
          text_column record;
        BEGIN
          FOR text_column IN
            SELECT n.nspname, t.relname, a.attname, (left(a.attname::text, 57) || '_bytes')::name AS check_name,
                   CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 256 END AS bytes
            FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
              AND a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype, 'text'::regtype)
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          LOOP
            IF NOT EXISTS (
              SELECT FROM pg_constraint k
              WHERE k.conrelid = format('%I.%I', text_column.nspname, text_column.relname)::regclass AND k.conname = text_column.check_name)
            THEN
              EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I CHECK (octet_length(%I) <= %s)',
                text_column.nspname, text_column.relname, text_column.check_name, text_column.attname, text_column.bytes);
            END IF;
          END LOOP;
        END
        $do$
        """;

    /// <summary>The column whose check this is; null for a check of the script's own.</summary>
    public static string? ColumnOf(string? constraint) =>
        constraint is not null && constraint.EndsWith(Suffix, StringComparison.Ordinal) && constraint.Length > Suffix.Length ? constraint[..^Suffix.Length] : null;
}
