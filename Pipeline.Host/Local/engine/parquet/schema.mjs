// The columns of a Parquet file as Spark types: from the schema that Spark writes into the file, or from Parquet's own types.

import { refuse } from '../errors.mjs';
import {
  arrayOf, BINARY, BOOLEAN, BYTE, DATE, decimal, DOUBLE, FLOAT, INT, intervalType, LONG, mapOf, SHORT, STRING, structOf, TIMESTAMP, TIMESTAMP_NTZ,
} from '../types/types.mjs';

export const SPARK_SCHEMA = 'org.apache.spark.sql.parquet.row.metadata';

const NAMED = {
  boolean: BOOLEAN, byte: BYTE, short: SHORT, integer: INT, long: LONG, float: FLOAT, double: DOUBLE, string: STRING, binary: BINARY, date: DATE,
  timestamp: TIMESTAMP, timestamp_ntz: TIMESTAMP_NTZ,
};

/** A type out of Spark's JSON; all is nullable when it is read back. */
export function typeOfJson(json) {
  if (typeof json === 'string') {
    const m = /^decimal\((\d+),(\d+)\)$/.exec(json);
    if (m) return decimal(Number(m[1]), Number(m[2]));
    const i = /^interval (\w+)(?: to (\w+))?$/.exec(json);
    if (i) return intervalType(i[1], i[2] ?? i[1]);
    return NAMED[json] ?? refuse(`the type ${json} in a Parquet file`);
  }
  switch (json.type) {
    case 'array': return arrayOf(typeOfJson(json.elementType));
    case 'map': return mapOf(typeOfJson(json.keyType), typeOfJson(json.valueType));
    case 'struct': return structOf(json.fields.map((f) => ({ name: f.name, type: typeOfJson(f.type), nullable: true })));
    default: return refuse(`the type ${json.type} in a Parquet file`);
  }
}

/** Columns from parquet_schema's rows, for files that Spark did not write. */
export function columnsOfSchema(rows) {
  let i = 0;
  const read = () => {
    const row = rows[i++];
    const children = Array.from({ length: row.children }, () => read());
    return { name: row.name, type: typeOf(row, children), repeated: row.repetition === 'REPEATED', row };
  };
  return read().type.fields.map(({ name, type }) => ({ name, type }));
}

function typeOf(row, children) {
  if (row.children > 0 || row.physical === null) return groupType(row, children);
  const logical = row.logical ?? '';
  const converted = row.converted ?? '';
  if (converted === 'DECIMAL' || /^Decimal/i.test(logical)) return decimal(row.precision, row.scale);
  switch (row.physical) {
    case 'BOOLEAN': return BOOLEAN;
    case 'FLOAT': return FLOAT;
    case 'DOUBLE': return DOUBLE;
    case 'INT96': return TIMESTAMP;
    case 'INT32': return { INT_8: BYTE, INT_16: SHORT, INT_32: INT, DATE, '': INT }[converted] ?? refuse(`the Parquet type ${converted} of the column ${row.name}`);
    case 'INT64': return longType(row, logical, converted);
    case 'BYTE_ARRAY': return { UTF8: STRING, ENUM: STRING, JSON: STRING, '': BINARY }[converted] ?? refuse(`the Parquet type ${converted} of the column ${row.name}`);
    default: return refuse(`the Parquet type ${row.physical} of the column ${row.name}`);
  }
}

function longType(row, logical, converted) {
  const m = /isAdjustedToUTC=(\w+)/i.exec(logical);
  if (m) return /^(?:1|true)$/i.test(m[1]) ? TIMESTAMP : TIMESTAMP_NTZ;
  if (converted === 'TIMESTAMP_MICROS' || converted === 'TIMESTAMP_MILLIS') return TIMESTAMP;
  return { INT_64: LONG, '': LONG }[converted] ?? refuse(`the Parquet type ${converted} of the column ${row.name}`);
}

function groupType(row, children) {
  const converted = row.converted ?? '';
  if (converted === 'LIST') {
    const [list] = children;
    const element = list.type.kind === 'struct' && list.type.fields.length === 1 ? list.type.fields[0].type : list.type;
    return arrayOf(element);
  }
  if (converted === 'MAP' || converted === 'MAP_KEY_VALUE') {
    const [key, value] = children[0].type.fields;
    return mapOf(key.type, value.type);
  }
  return structOf(children.map((c) => ({ name: c.name, type: c.repeated ? arrayOf(c.type) : c.type, nullable: true })));
}
