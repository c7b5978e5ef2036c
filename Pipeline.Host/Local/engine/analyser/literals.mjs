// Literal nodes: the value, the SQL that gives it, and how Spark writes it in a column's name.

import { BOOLEAN, INT, STRING, VOID } from '../types/types.mjs';
import { dateText, timestampText } from '../values/calendar.mjs';
import { decimalText, plainText } from '../values/decimal.mjs';
import { doubleText, floatText } from '../values/java-double.mjs';
import { node, quoteString } from './node.mjs';

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0').toUpperCase()).join('');

const SQL = {
  boolean: (v) => String(v),
  float: (v) => `CAST('${specialDouble(v)}' AS FLOAT)`,
  double: (v) => `CAST('${specialDouble(v)}' AS DOUBLE)`,
  decimal: (v, t) => `CAST('${plainText(v, t.scale)}' AS ${t.duck})`,
  string: quoteString,
  binary: (v) => `CAST('${Array.from(v, (b) => `\\x${b.toString(16).padStart(2, '0')}`).join('')}' AS BLOB)`,
  date: (v) => `(DATE '1970-01-01' + (${v})::INTEGER)`,
  timestamp: (v) => `make_timestamp((${v})::BIGINT)`,
  timestamp_ntz: (v) => `make_timestamp((${v})::BIGINT)`,
};

const NAMES = {
  boolean: (v) => String(v),
  float: floatText,
  double: doubleText,
  decimal: (v, t) => decimalText(v, t.scale),
  string: (v) => v,
  binary: (v) => `X'${hex(v)}'`,
  date: (v) => `DATE '${dateText(v)}'`,
  timestamp: (v) => `TIMESTAMP '${timestampText(v)}'`,
  timestamp_ntz: (v) => `TIMESTAMP_NTZ '${timestampText(v)}'`,
};

function specialDouble(v) {
  if (Number.isFinite(v)) return Object.is(v, -0) ? '-0.0' : String(v);
  return Number.isNaN(v) ? 'nan' : v > 0 ? 'inf' : '-inf';
}

/** A literal of any atomic type; whole numbers are BigInt, dates days, timestamps microseconds. */
export function literal(type, value, name) {
  if (value === null) return nullLiteral(type, name);
  const sql = (SQL[type.kind] ?? ((v) => `(${v})::${type.duck}`))(value, type);
  const shown = name ?? (NAMES[type.kind] ?? String)(value, type);
  return node({ type, nullable: false, name: shown, emit: () => sql, literal: true, value });
}

export const nullLiteral = (type = VOID, name = 'NULL') =>
  node({ type, nullable: true, name, emit: () => `CAST(NULL AS ${type.duck})`, literal: true, value: null });

export const stringLiteral = (value) => literal(STRING, value);
export const intLiteral = (value) => literal(INT, BigInt(value));

/** The node of a literal in the syntax tree. */
export function literalOf(ast) {
  if (ast.type === 'null') return nullLiteral();
  if (ast.type === 'string') return literal(STRING, ast.value);
  if (ast.type === 'boolean') return literal(BOOLEAN, ast.value);
  return literal(ast.type, ast.value);
}

