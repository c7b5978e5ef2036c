// Values as the JSON that Livy makes of Spark's rows: numbers with their text, decimals as doubles, timestamps without fractions.

import { Refusal } from '../errors.mjs';
import { dateText, splitMicros, timeText } from '../values/calendar.mjs';
import { toDouble } from '../values/decimal.mjs';
import { doubleText } from '../values/java-double.mjs';

const number = (x) => (Number.isFinite(x) ? doubleText(x) : Number.isNaN(x) ? 'null' : `"${doubleText(x)}"`);

/** The function that writes values of a type as JSON. */
export function jsonOf(type) {
  switch (type.kind) {
    case 'boolean': case 'byte': case 'short': case 'int': case 'long': return String;
    case 'float': case 'double': return number;
    case 'decimal': return (v) => doubleText(toDouble(v, type.scale));
    case 'string': return JSON.stringify;
    case 'date': return (v) => `"${shown(v)}"`;
    case 'timestamp': return (v) => `"${livyTimestamp(v)}"`;
    case 'binary': return (v) => `[${Array.from(v, (b) => (b > 127 ? b - 256 : b)).join(',')}]`;
    case 'void': return () => 'null';
    case 'array': return list(nullable(jsonOf(type.element)));
    case 'map': return map(type, nullable(jsonOf(type.value)));
    case 'struct': return struct(type);
    case 'timestamp_ntz': case 'dayTime': case 'yearMonth': return () => { throw new Refusal(`a result column of the type ${type.ddl}, which Livy cannot show either; cast it to STRING`); };
    default: return () => { throw new Refusal(`a result column of the type ${type.ddl}; cast it to STRING`); };
  }
}

export const nullable = (write) => (v) => (v === null ? 'null' : write(v));
const list = (item) => (v) => `[${v.map(item).join(',')}]`;

function map(type, value) {
  if (type.key.kind === 'void') return () => '{}';
  if (type.key.kind !== 'string') return () => { throw new Refusal(`a result column of the type ${type.ddl}; cast it to STRING`); };
  return (v) => `{${v.map(([k, x]) => `${JSON.stringify(k)}:${value(x)}`).join(',')}}`;
}

function struct(type) {
  const schema = JSON.stringify(type.fields.map((f) => ({ name: f.name, dataType: livyType(f.type), nullable: f.nullable, metadata: { map: {} } })));
  const fields = type.fields.map((f) => nullable(jsonOf(f.type)));
  return (v) => `{"schema":${schema},"values":[${v.map((x, i) => fields[i](x)).join(',')}]}`;
}

// Livy writes types inside of values by their fields, which simple ones have none of.
function livyType(type) {
  switch (type.kind) {
    case 'array': return { elementType: livyType(type.element), containsNull: type.containsNull };
    case 'map': return { keyType: livyType(type.key), valueType: livyType(type.value), valueContainsNull: type.valueContainsNull };
    case 'struct': return { fields: type.fields.map((f) => ({ name: f.name, dataType: livyType(f.type), nullable: f.nullable, metadata: { map: {} } })) };
    case 'decimal': return { precision: type.precision, scale: type.scale };
    default: return {};
  }
}

// The calendar of java.sql has no days from 1582-10-05 to 14: they come out as the 15th. Years beyond four digits come out as something else.
function shown(days) {
  if (days < -719162 || days > 2932896) throw new Refusal('a result date before the year 1 or after 9999; cast it to STRING');
  return dateText(days >= -141437 && days <= -141428 ? -141427 : days);
}

function livyTimestamp(micros) {
  const { days, micros: rest } = splitMicros(micros);
  return `${shown(days)}T${timeText(Math.floor(rest / 1000000))}Z`;
}
