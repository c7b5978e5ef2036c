// Ties: rows whose sort keys are equal keep the order they were read in, as in Spark's stable sort of one task. DuckDB's sort keeps none,
// so the rows are numbered, and their number is the last key.

const NUMBER = 'ordinal';
const numbered = `row_number() OVER () AS ${NUMBER}`;

/** The number of a source's rows, for windows that ask for it; undefined where there is no single source. */
export function ordinalOf({ sql, columns }) {
  const alias = / AS (r\d+)$/.exec(sql)?.[1];
  if (!alias || !columns.every((c) => c.sql.startsWith(`${alias}.`))) return undefined;
  return { sql: `${alias}.${NUMBER}`, alias, wanted: false, active: false };
}

/** The source with its rows numbered, behind its filter. */
export function withOrdinal({ sql, where }, { alias }) {
  return { sql: `(SELECT ${alias}.*, ${numbered} FROM ${sql}${where ? ` WHERE ${where.sql}` : ''}) AS ${alias}` };
}

/** What a SELECT that is sorted has besides, and the last of its keys. */
export const sortOrdinal = { column: `, ${numbered}`, key: (alias) => `${alias}.${NUMBER}` };
