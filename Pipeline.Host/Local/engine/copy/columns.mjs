// The columns of a staging table: how each type is written as COPY text, and what its values must not be.

const TEXT = /^(?:varchar|character varying|char|character|nvarchar|bpchar|text|string)(?:\s*\(\s*(\d+|max)\s*\))?$/;
const PLAIN = /^(?:smallint|int2|integer|int|int4|bigint|int8|tinyint|date|(?:decimal|numeric)(?:\s*\(\s*\d+\s*(?:,\s*\d+\s*)?\))?)$/;
const FLOAT = /^(?:double precision|double|float8|float|real|float4)$/;
const BOOLEAN = /^(?:boolean|bool)$/;

export const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

/** `id:bigint,price:decimal(10,2)` as columns; commas inside parentheses belong to the type. */
export function parseColumns(list) {
  const parts = list.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
  return parts.map((part) => {
    const colon = part.lastIndexOf(':');
    if (colon < 1) throw new Error(`--columns: '${part}' is not name:type.`);
    return column(part.slice(0, colon).trim(), part.slice(colon + 1).trim().toLowerCase());
  });
}

function column(name, type) {
  const field = quoted(name);
  const asText = TEXT.exec(type);
  if (asText) return { name, field: () => escaped(field), problems: () => textProblems(field, asText[1]) };
  if (PLAIN.test(type)) return { name, field: () => `CAST(${field} AS VARCHAR)`, problems: () => [] };
  if (FLOAT.test(type)) return { name, field: () => `CAST(${field} AS VARCHAR)`, problems: () => [] };
  if (BOOLEAN.test(type)) return { name, field: () => `CASE WHEN ${field} THEN 't' WHEN NOT ${field} THEN 'f' END`, problems: () => [] };
  throw new Error(`Column ${name} has the type ${type}, which cannot be staged: BOOLEAN, integers, DECIMAL, DOUBLE, DATE and texts can.`);
}

const escaped = (field) =>
  `replace(replace(replace(replace(CAST(${field} AS VARCHAR), '\\', '\\\\'), chr(9), '\\t'), chr(10), '\\n'), chr(13), '\\r')`;

function textProblems(field, length) {
  const problems = [{ test: `contains(CAST(${field} AS VARCHAR), chr(0))`, what: 'A text with U+0000, which PostgreSQL cannot hold,' }];
  if (length && length !== 'max') {
    problems.push({ test: `octet_length(encode(CAST(${field} AS VARCHAR))) > ${length}`, what: `A text of more than ${length} bytes` });
  }
  return problems;
}
