// Casts from text. The common shapes are read by DuckDB itself, everything else by the readers in values/.

import { jsFunction } from '../duck/functions.mjs';
import { BOOLEAN, DATE, DOUBLE, FLOAT, isWhole, STRING, TIMESTAMP } from '../types/types.mjs';
import { readDate, readTimestamp } from '../values/read-date.mjs';
import { readBoolean, readDecimal, readDouble, readFloat, readWhole, readWholeStrictly } from '../values/read-number.mjs';

const whole = (type, read, name) => {
  const result = type.kind === 'long' ? (v) => v : (v) => (v === null ? null : Number(v));
  return jsFunction(`${name}_${type.kind}`, [STRING], type, (s) => result(read(s, type.bits)));
};

const toDouble = jsFunction('read_double', [STRING], DOUBLE, readDouble);
const toFloat = jsFunction('read_float', [STRING], FLOAT, readFloat);
const toBoolean = jsFunction('read_boolean', [STRING], BOOLEAN, readBoolean);
const toDate = jsFunction('read_date', [STRING], DATE, readDate);
const toTimestamp = jsFunction('read_timestamp', [STRING], TIMESTAMP, (s) => readTimestamp(s));
const toDecimal = (type) => jsFunction(`read_decimal_${type.precision}_${type.scale}`, [STRING], type, (s) => readDecimal(s, type.precision, type.scale));

// Up to this length an expression is repeated so that DuckDB can look at it first.
const SHORT = 60;

const quick = (sql, pattern, native, slow) =>
  (sql.length > SHORT ? slow : `CASE WHEN regexp_full_match(${sql}, '${pattern}') THEN ${native} ELSE ${slow} END`);

// A cast is asked for with its types, which these do not need.
const alone = (call) => (sql) => call(sql);

const DIGITS = { byte: '[+-]?[0-9]{1,2}', short: '[+-]?[0-9]{1,4}', int: '[+-]?[0-9]{1,9}', long: '[+-]?[0-9]{1,18}' };

export function fromString(to) {
  if (isWhole(to)) {
    const slow = whole(to, readWhole, 'read');
    return (sql) => quick(sql, DIGITS[to.kind], `CAST(${sql} AS ${to.duck})`, slow(sql));
  }
  switch (to.kind) {
    case 'double': return (sql) => quick(sql, '-?[0-9]{1,15}([.][0-9]{1,15})?', `CAST(${sql} AS DOUBLE)`, toDouble(sql));
    case 'float': return alone(toFloat);
    case 'decimal': return (sql) => quick(sql, '[+-]?[0-9]{1,18}([.][0-9]{1,18})?', `TRY_CAST(${sql} AS ${to.duck})`, toDecimal(to)(sql));
    case 'boolean': return alone(toBoolean);
    case 'date': return (sql) => quick(sql, '[0-9]{4}-[0-9]{2}-[0-9]{2}', `TRY_CAST(${sql} AS DATE)`, toDate(sql));
    case 'timestamp': return alone(toTimestamp);
    case 'binary': return (sql) => `encode(${sql})`;
    default: return null;
  }
}

export function fromStringStrictly(to) {
  return isWhole(to) ? alone(whole(to, readWholeStrictly, 'read_strictly')) : fromString(to);
}
