// DuckDB's own type objects for Spark's types, and values across the border: numbers for INT and DATE, BigInt for BIGINT, TIMESTAMP
// (microseconds), DECIMAL (unscaled) and day-time intervals, bytes for BINARY, arrays for ARRAY and STRUCT, entry lists for MAP.

import duckdb from '@duckdb/node-api';

const {
  BIGINT, BLOB, BOOLEAN, DATE, DECIMAL, DOUBLE, FLOAT, INTEGER, INTERVAL, LIST, MAP, SMALLINT, STRUCT, TIMESTAMP, TINYINT, VARCHAR,
  DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBListValue, DuckDBMapValue, DuckDBStructValue, DuckDBTimestampValue,
} = duckdb;

const SIMPLE = {
  void: INTEGER, boolean: BOOLEAN, byte: TINYINT, short: SMALLINT, int: INTEGER, long: BIGINT, float: FLOAT, double: DOUBLE, string: VARCHAR,
  binary: BLOB, date: DATE, timestamp: TIMESTAMP, timestamp_ntz: TIMESTAMP, interval: INTERVAL, dayTime: BIGINT, yearMonth: INTEGER,
};

/** The DuckDB type that holds a Spark type. */
export function duckType(type) {
  switch (type.kind) {
    case 'decimal': return DECIMAL(type.precision, type.scale);
    case 'array': return LIST(duckType(type.element));
    case 'map': return MAP(duckType(type.key), duckType(type.value));
    case 'struct': return STRUCT(type.fields.length === 0 ? { none: INTEGER }
      : Object.fromEntries(type.fields.map((f, i) => [`f${i}`, duckType(f.type)])));
    default: return SIMPLE[type.kind];
  }
}

const same = (x) => x;

/** How a value that DuckDB gives becomes the engine's. */
export function fromDuck(type) {
  switch (type.kind) {
    case 'decimal': return (v) => v.value;
    case 'date': return (v) => v.days;
    case 'timestamp': case 'timestamp_ntz': return (v) => v.micros;
    case 'binary': return (v) => v.bytes;
    case 'array': { const item = nullable(fromDuck(type.element)); return (v) => v.items.map(item); }
    case 'map': {
      const key = nullable(fromDuck(type.key));
      const value = nullable(fromDuck(type.value));
      return (v) => v.entries.map((e) => [key(e.key), value(e.value)]);
    }
    case 'struct': {
      const fields = type.fields.map((f, i) => [`f${i}`, nullable(fromDuck(f.type))]);
      return (v) => fields.map(([name, read]) => read(v.entries[name]));
    }
    default: return same;
  }
}

/** How the engine's value becomes one that DuckDB takes. */
export function toDuck(type) {
  switch (type.kind) {
    case 'decimal': return (v) => new DuckDBDecimalValue(v, type.precision, type.scale);
    case 'date': return (v) => new DuckDBDateValue(v);
    case 'timestamp': case 'timestamp_ntz': return (v) => new DuckDBTimestampValue(v);
    case 'binary': return (v) => new DuckDBBlobValue(v);
    case 'array': { const item = nullable(toDuck(type.element)); return (v) => new DuckDBListValue(v.map(item)); }
    case 'map': {
      const key = nullable(toDuck(type.key));
      const value = nullable(toDuck(type.value));
      return (v) => new DuckDBMapValue(v.map((e) => ({ key: key(e[0]), value: value(e[1]) })));
    }
    case 'struct': {
      const fields = type.fields.map((f, i) => [`f${i}`, nullable(toDuck(f.type))]);
      return (v) => new DuckDBStructValue(Object.fromEntries(fields.map(([name, write], i) => [name, write(v[i])])));
    }
    default: return same;
  }
}

const nullable = (convert) => (convert === same ? same : (v) => (v === null ? null : convert(v)));
