// Spark's data types as frozen values: kind names the type, the rest its parameters.

import { Refusal } from '../errors.mjs';

const simple = (kind, ddl, json, duck, extra = {}) => Object.freeze({ kind, ddl, json, duck, ...extra });

export const VOID = simple('void', 'void', 'void', 'INTEGER');
export const BOOLEAN = simple('boolean', 'boolean', 'boolean', 'BOOLEAN');
export const BYTE = simple('byte', 'tinyint', 'byte', 'TINYINT', { bits: 8, precision: 3 });
export const SHORT = simple('short', 'smallint', 'short', 'SMALLINT', { bits: 16, precision: 5 });
export const INT = simple('int', 'int', 'integer', 'INTEGER', { bits: 32, precision: 10 });
export const LONG = simple('long', 'bigint', 'long', 'BIGINT', { bits: 64, precision: 20 });
export const FLOAT = simple('float', 'float', 'float', 'FLOAT');
export const DOUBLE = simple('double', 'double', 'double', 'DOUBLE');
export const STRING = simple('string', 'string', 'string', 'VARCHAR');
export const BINARY = simple('binary', 'binary', 'binary', 'BLOB');
export const DATE = simple('date', 'date', 'date', 'DATE');
export const TIMESTAMP = simple('timestamp', 'timestamp', 'timestamp', 'TIMESTAMP');
export const TIMESTAMP_NTZ = simple('timestamp_ntz', 'timestamp_ntz', 'timestamp_ntz', 'TIMESTAMP');
/** Months, days and microseconds side by side: what make_interval gives. */
export const INTERVAL = simple('interval', 'interval', 'interval', 'INTERVAL');

const UNITS = { dayTime: ['day', 'hour', 'minute', 'second'], yearMonth: ['year', 'month'] };

/** INTERVAL from TO to: microseconds as BIGINT, or months as INTEGER. */
export function intervalType(from, to = from) {
  const dayTime = UNITS.dayTime.includes(from);
  const ddl = from === to ? `interval ${from}` : `interval ${from} to ${to}`;
  return simple(dayTime ? 'dayTime' : 'yearMonth', ddl, ddl, dayTime ? 'BIGINT' : 'INTEGER', { from, to });
}

export const DAY_SECOND = intervalType('day', 'second');
export const YEAR_MONTH = intervalType('year', 'month');

const decimals = new Map();

export function decimal(precision, scale) {
  const key = precision * 100 + scale;
  if (!decimals.has(key)) {
    decimals.set(key, simple('decimal', `decimal(${precision},${scale})`, `decimal(${precision},${scale})`,
      `DECIMAL(${precision},${scale})`, { precision, scale }));
  }
  return decimals.get(key);
}

export function arrayOf(element, containsNull = true) {
  return Object.freeze({
    kind: 'array', element, containsNull, ddl: `array<${element.ddl}>`, duck: `${element.duck}[]`,
    json: { type: 'array', elementType: element.json, containsNull },
  });
}

export function mapOf(key, value, valueContainsNull = true) {
  return Object.freeze({
    kind: 'map', key, value, valueContainsNull, ddl: `map<${key.ddl},${value.ddl}>`, duck: `MAP(${key.duck}, ${value.duck})`,
    json: { type: 'map', keyType: key.json, valueType: value.json, valueContainsNull },
  });
}

/** Fields are {name, type, nullable}; DuckDB knows them as f0, f1, ... since Spark's names may repeat. */
export function structOf(fields) {
  return Object.freeze({
    kind: 'struct', fields, ddl: `struct<${fields.map((f) => `${f.name}:${f.type.ddl}`).join(',')}>`,
    duck: fields.length === 0 ? 'STRUCT(none INTEGER)' : `STRUCT(${fields.map((f, i) => `f${i} ${f.type.duck}`).join(', ')})`,
    json: { type: 'struct', fields: fields.map(fieldJson) },
  });
}

export function fieldJson({ name, type, nullable }) {
  return { name, type: type.json, nullable, metadata: {} };
}

const WHOLE = new Set(['byte', 'short', 'int', 'long']);
export const isWhole = (t) => WHOLE.has(t.kind);
export const isDecimal = (t) => t.kind === 'decimal';
export const isFractional = (t) => t.kind === 'double' || t.kind === 'float';
export const isNumeric = (t) => isWhole(t) || isDecimal(t) || isFractional(t);
export const isNested = (t) => t.kind === 'array' || t.kind === 'map' || t.kind === 'struct';
export const isInterval = (t) => t.kind === 'interval' || t.kind === 'dayTime' || t.kind === 'yearMonth';
export const isAtomic = (t) => !isNested(t) && t.kind !== 'void' && t.kind !== 'interval';
export const isDatetime = (t) => t.kind === 'date' || t.kind === 'timestamp' || t.kind === 'timestamp_ntz';

/** The type as error messages write it: "ARRAY<INT>". */
export const sqlName = (t) => t.ddl.toUpperCase();

/** Equal but for nullability inside. */
export const sameType = (a, b) => a === b || (a.ddl === b.ddl && a.kind === b.kind);

/** The decimal type that holds every value of a whole-number type. */
export function decimalForWhole(type) {
  return decimal(type.precision, 0);
}

/** Whether a type occurs anywhere inside another. */
export function contains(type, test) {
  if (test(type)) return true;
  if (type.kind === 'array') return contains(type.element, test);
  if (type.kind === 'map') return contains(type.key, test) || contains(type.value, test);
  return type.kind === 'struct' && type.fields.some((f) => contains(f.type, test));
}

/** The same type with everything inside nullable, as a file read back has it. */
export function asNullable(type) {
  if (type.kind === 'array') return arrayOf(asNullable(type.element), true);
  if (type.kind === 'map') return mapOf(asNullable(type.key), asNullable(type.value), true);
  if (type.kind === 'struct') return structOf(type.fields.map((f) => ({ name: f.name, type: asNullable(f.type), nullable: true })));
  return type;
}

const BY_NAME = {
  boolean: BOOLEAN, tinyint: BYTE, byte: BYTE, smallint: SHORT, short: SHORT, int: INT, integer: INT, bigint: LONG, long: LONG,
  float: FLOAT, real: FLOAT, double: DOUBLE, string: STRING, binary: BINARY, date: DATE, timestamp: TIMESTAMP,
  timestamp_ltz: TIMESTAMP, timestamp_ntz: TIMESTAMP_NTZ, void: VOID, interval: INTERVAL,
};

/** A type without parameters by its name in SQL, or undefined. */
export const typeByName = (name) => BY_NAME[name.toLowerCase()];

export function unreachableType(type) {
  throw new Refusal(`type ${type.ddl}`);
}
