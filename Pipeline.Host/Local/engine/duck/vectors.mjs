// Columns of a chunk as arrays of the engine's values, read from and written to DuckDB's memory as a whole. The package's own vectors
// take every value by itself, which costs several times as much.

import bindings from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-api';
import { duckType, fromDuck, toDuck } from './types.mjs';

const isNull = (validity, i) => validity !== null && (validity[i >> 3] & (1 << (i & 7))) === 0;

const dataOf = (vector, bytes) => bindings.vector_get_data(vector, bytes);

export const TYPED = {
  byte: [Int8Array, 1], short: [Int16Array, 2], int: [Int32Array, 4], date: [Int32Array, 4], yearMonth: [Int32Array, 4], void: [Int32Array, 4],
  long: [BigInt64Array, 8], timestamp: [BigInt64Array, 8], timestamp_ntz: [BigInt64Array, 8], dayTime: [BigInt64Array, 8],
  float: [Float32Array, 4], double: [Float64Array, 8],
};

/** The values of a column; NULL is null. */
export function readColumn(type, vector, count) {
  const validity = bindings.vector_get_validity(vector, Math.ceil(count / 64) * 8) ?? null;
  const typed = TYPED[type.kind];
  if (typed) return readTyped(typed, vector, count, validity);
  switch (type.kind) {
    case 'string': return readStrings(vector, count, validity);
    case 'boolean': return readBooleans(vector, count, validity);
    case 'decimal': return readDecimals(type, vector, count, validity);
    default: return readOther(type, vector, count);
  }
}

function readTyped([Kind, size], vector, count, validity) {
  const data = dataOf(vector, count * size);
  const items = new Kind(data.buffer, data.byteOffset, count);
  const values = new Array(count);
  for (let i = 0; i < count; i++) values[i] = isNull(validity, i) ? null : items[i];
  return values;
}

function readBooleans(vector, count, validity) {
  const data = dataOf(vector, count);
  return Array.from({ length: count }, (_, i) => (isNull(validity, i) ? null : data[i] !== 0));
}

// Up to twelve bytes stand in the vector itself, longer text elsewhere.
function readStrings(vector, count, validity) {
  const raw = dataOf(vector, count * 16);
  const data = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const values = new Array(count);
  for (let i = 0, o = 0; i < count; i++, o += 16) {
    if (isNull(validity, i)) { values[i] = null; continue; }
    const length = data.readUInt32LE(o);
    if (length <= 12) { values[i] = data.utf8Slice(o + 4, o + 4 + length); continue; }
    const bytes = bindings.get_data_from_pointer(data.buffer, data.byteOffset + o + 8, length);
    values[i] = Buffer.prototype.utf8Slice.call(bytes, 0, length);
  }
  return values;
}

const widthOf = (precision) => (precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : 16);

function readDecimals({ precision }, vector, count, validity) {
  const width = widthOf(precision);
  const data = dataOf(vector, count * width);
  if (width === 16) {
    const items = new BigInt64Array(data.buffer, data.byteOffset, count * 2);
    return Array.from({ length: count }, (_, i) => (isNull(validity, i) ? null : (items[i * 2 + 1] << 64n) + BigInt.asUintN(64, items[i * 2])));
  }
  const Kind = { 2: Int16Array, 4: Int32Array, 8: BigInt64Array }[width];
  const items = new Kind(data.buffer, data.byteOffset, count);
  return Array.from({ length: count }, (_, i) => (isNull(validity, i) ? null : BigInt(items[i])));
}

function readOther(type, vector, count) {
  const wrapped = duckdb.DuckDBVector.create(vector, count, duckType(type));
  const read = fromDuck(type);
  return Array.from({ length: count }, (_, i) => { const item = wrapped.getItem(i); return item === null ? null : read(item); });
}

/** Writes values into a column of a chunk of that many rows. */
export function writeColumn(type, vector, values) {
  const typed = TYPED[type.kind];
  if (typed) writeTyped(typed, vector, values);
  else if (type.kind === 'string') writeStrings(vector, values);
  else if (type.kind === 'boolean') put(vector, Uint8Array.from(values, (v) => (v === true ? 1 : 0)));
  else if (type.kind === 'decimal') writeDecimals(type, vector, values);
  else return writeOther(type, vector, values);
  return writeValidity(vector, values);
}

const put = (vector, items) => bindings.copy_data_to_vector(vector, 0, items.buffer, items.byteOffset, items.byteLength);

function writeTyped([Kind], vector, values) {
  const items = new Kind(values.length);
  for (let i = 0; i < values.length; i++) { const v = values[i]; if (v !== null) items[i] = v; }
  put(vector, items);
}

const INLINE = 12;

function writeStrings(vector, values) {
  const data = Buffer.alloc(values.length * 16);
  const long = [];
  for (let i = 0, o = 0; i < values.length; i++, o += 16) {
    const s = values[i];
    if (s === null || s === '') continue;
    // More characters than fit are more bytes than fit.
    const written = s.length <= INLINE ? data.utf8Write(s, o + 4, INLINE) : 0;
    if (s.length <= INLINE && (written === s.length || Buffer.byteLength(s) === written)) data.writeUInt32LE(written, o);
    else { data.fill(0, o, o + 16); long.push(i); }
  }
  put(vector, data);
  for (const i of long) bindings.vector_assign_string_element(vector, i, values[i]);
}

function writeDecimals({ precision }, vector, values) {
  const width = widthOf(precision);
  if (width === 16) {
    const items = new BigInt64Array(values.length * 2);
    values.forEach((v, i) => { if (v !== null) { items[i * 2] = BigInt.asIntN(64, v); items[i * 2 + 1] = v >> 64n; } });
    return put(vector, items);
  }
  const Kind = { 2: Int16Array, 4: Int32Array, 8: BigInt64Array }[width];
  return put(vector, Kind.from(values, (v) => (v === null ? (width === 8 ? 0n : 0) : width === 8 ? v : Number(v))));
}

function writeValidity(vector, values) {
  if (!values.includes(null)) return;
  const bits = new Uint8Array(Math.ceil(values.length / 64) * 8).fill(255);
  for (let i = 0; i < values.length; i++) if (values[i] === null) bits[i >> 3] &= ~(1 << (i & 7));
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, bits.buffer, bits.byteOffset, bits.byteLength);
}

function writeOther(type, vector, values) {
  const wrapped = duckdb.DuckDBVector.create(vector, values.length, duckType(type));
  const write = toDuck(type);
  values.forEach((v, i) => wrapped.setItem(i, v === null ? null : write(v)));
  wrapped.flush();
}
