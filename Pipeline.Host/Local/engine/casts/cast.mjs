// The cast table: DuckDB SQL that turns a value of one Spark type into another as Spark does with ANSI off.

import { Refusal } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { isDecimal, isWhole, sameType, STRING } from '../types/types.mjs';
import { textOf } from '../values/text.mjs';
import { fromDatetime } from './datetimes.mjs';
import { decimalToFraction, decimalToTimestamp, fromWhole, fromFraction, decimalToWhole } from './numbers.mjs';
import { fromString, fromStringStrictly } from './strings.mjs';

/** SQL of a cast that `canCast` allows. */
export function castSql(sql, from, to, attempt = false) {
  if (sameType(from, to)) return sql;
  if (from.kind === 'void') return voidSql(sql, to);
  if (to.kind === 'string') return toString(sql, from);
  const write = attempt ? attempted(from, to) : plain(from, to);
  if (!write) throw new Refusal(`${attempt ? 'try_cast' : 'cast'} of ${from.ddl} to ${to.ddl}`);
  return write(sql, from, to);
}

// What has no type is NULL, but it may have to run for that: raise_error and assert_true.
function voidSql(sql, to) {
  const none = `CAST(NULL AS ${to.duck})`;
  return /^(NULL|CAST\(NULL AS \w+\))$/.test(sql) ? none : `CASE WHEN (${sql}) IS NULL THEN ${none} END`;
}

function attempted(from, to) {
  if (from.kind === 'string') return fromStringStrictly(to);
  if (isWhole(to) && isWhole(from)) return (sql) => `TRY_CAST(${sql} AS ${to.duck})`;
  if (isWhole(to) && (isDecimal(from) || from.kind === 'double' || from.kind === 'float')) {
    return (sql) => `TRY_CAST(trunc(${sql}) AS ${to.duck})`;
  }
  return from.kind === 'timestamp' && isWhole(to) ? null : plain(from, to);
}

function plain(from, to) {
  switch (from.kind) {
    case 'string': return fromString(to);
    case 'byte': case 'short': case 'int': case 'long': return fromWhole(to);
    case 'float': case 'double': return fromFraction(to);
    case 'decimal': return fromDecimal(to);
    case 'boolean': return fromBoolean(to);
    case 'date': case 'timestamp': case 'timestamp_ntz': return fromDatetime(from, to);
    case 'array': return to.kind === 'array' ? castList : null;
    case 'struct': return to.kind === 'struct' ? castStruct : null;
    case 'map': return to.kind === 'map' ? castMap : null;
    case 'dayTime': return to.kind === 'dayTime' ? castDayTime : dayTimeToWhole(from, to);
    case 'yearMonth': return to.kind === 'yearMonth' ? castYearMonth : yearMonthToWhole(from, to);
    default: return null;
  }
}

function fromDecimal(to) {
  switch (to.kind) {
    case 'boolean': return (sql) => `(${sql} <> 0)`;
    case 'float': case 'double': return decimalToFraction;
    case 'decimal': return (sql) => `TRY_CAST(${sql} AS ${to.duck})`;
    case 'timestamp': return (sql, from) => decimalToTimestamp(from)(sql);
    default: return isWhole(to) ? decimalToWhole : null;
  }
}

function fromBoolean(to) {
  if (isWhole(to) || to.kind === 'float' || to.kind === 'double') return (sql) => `CAST(${sql} AS ${to.duck})`;
  if (isDecimal(to)) return (sql) => `TRY_CAST(CAST(${sql} AS INTEGER) AS ${to.duck})`;
  return to.kind === 'timestamp' ? (sql) => `make_timestamp(CAST(${sql} AS BIGINT))` : null;
}

const castList = (sql, from, to) => `list_transform(${sql}, lambda x: ${castSql('x', from.element, to.element)})`;

function castStruct(sql, from, to) {
  const fields = to.fields.map((f, i) => `f${i} := ${castSql(`(${sql}).f${i}`, from.fields[i].type, f.type)}`);
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
}

function castMap(sql, from, to) {
  if (!sameType(from.key, to.key) && to.key.kind !== 'string' && from.key.kind !== 'void') {
    throw new Refusal(`cast of ${from.ddl} to ${to.ddl}`);
  }
  const key = castSql('x.key', from.key, to.key);
  const value = castSql('x.value', from.value, to.value);
  return `map_from_entries(list_transform(map_entries(${sql}), lambda x: struct_pack(k := ${key}, v := ${value})))`;
}

const DAY_TIME = { day: 86400000000n, hour: 3600000000n, minute: 60000000n, second: 1000000n };

// The end unit cuts what is finer.
function castDayTime(sql, from, to) {
  const unit = DAY_TIME[to.to];
  return unit === 1000000n ? sql : `(${sql} - ${sql} % ${unit})`;
}

const castYearMonth = (sql, from, to) => (to.to === 'month' ? sql : `(${sql} - ${sql} % 12)`);

function dayTimeToWhole(from, to) {
  if (!isWhole(to)) return null;
  return (sql) => fromWhole(to)(`(${sql} // ${DAY_TIME[from.to]})`, { kind: 'long', bits: 64 }, to);
}

function yearMonthToWhole(from, to) {
  if (!isWhole(to)) return null;
  return (sql) => fromWhole(to)(from.to === 'year' ? `(${sql} // 12)` : sql, { kind: 'int', bits: 32 }, to);
}

const PLAIN_TEXT = new Set(['boolean', 'byte', 'short', 'int', 'long']);

function toString(sql, from) {
  if (PLAIN_TEXT.has(from.kind) || (isDecimal(from) && from.scale <= 6)) return `CAST(${sql} AS VARCHAR)`;
  const call = jsFunction(`text_${from.ddl.replace(/[^a-z0-9]+/gi, '_')}_${textKey(from)}`, [from], STRING, textOf(from));
  return call(sql);
}

// Field names may hold anything, so types with fields are told apart by a number.
const keys = new Map();
function textKey(type) {
  if (!keys.has(type.ddl)) keys.set(type.ddl, keys.size);
  return keys.get(type.ddl);
}
