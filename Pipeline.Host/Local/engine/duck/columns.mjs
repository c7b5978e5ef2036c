// Columns that are filled row by row and then handed to a vector of DuckDB as a whole: values of the engine, or bytes of UTF-8 text.

import bindings from '@duckdb/node-bindings';
import { TYPED, writeColumn } from './vectors.mjs';

/** A column of a type with room for that many rows. convert makes a value of a text; read makes one of bytes, or undefined if it cannot. */
export function columnOf(type, rows, convert, read) {
  if (type.kind === 'string') return new TextColumn(rows);
  if (read && TYPED[type.kind]) return new NumberColumn(TYPED[type.kind][0], rows, convert, read);
  return new ValueColumn(type, rows, convert);
}

// NULL is a cleared bit.
class Validity {
  constructor(rows) {
    this.bits = new Uint8Array(Math.ceil(rows / 64) * 8).fill(255);
    this.any = false;
  }

  unset(row) { this.bits[row >> 3] &= ~(1 << (row & 7)); this.any = true; }

  set(row) { this.bits[row >> 3] |= 1 << (row & 7); }

  flush(vector) {
    if (!this.any) return;
    bindings.vector_ensure_validity_writable(vector);
    bindings.copy_data_to_vector_validity(vector, 0, this.bits.buffer, 0, this.bits.length);
    this.bits.fill(255);
    this.any = false;
  }
}

const INLINE = 12;
const CELL = 16;

/** Texts. Up to twelve bytes stand in the vector itself; longer ones in one text behind it, of which each cell gets its part. */
class TextColumn {
  constructor(rows) {
    this.cells = new Uint8Array(rows * CELL);
    this.words = new Uint32Array(this.cells.buffer);
    this.validity = new Validity(rows);
    this.long = { count: 0, rows: new Int32Array(rows), offsets: new Float64Array(rows), bytes: Buffer.allocUnsafe(1 << 14), used: 0 };
  }

  putNull(row) { this.validity.unset(row); }

  putBytes(row, bytes, from, to) {
    const { cells } = this;
    const length = to - from;
    this.words[row << 2] = length;
    if (length > INLINE) return this.putLong(row, bytes, from, to);
    for (let i = from, o = (row << 4) + 4; i < to; i++, o++) cells[o] = bytes[i];
    return true;
  }

  putLong(row, bytes, from, to) {
    const { long, cells } = this;
    const end = long.used + to - from;
    if (end > long.bytes.length) long.bytes = Buffer.concat([long.bytes], end * 2);
    const target = long.bytes;
    for (let i = from, o = long.used; i < to; i++, o++) target[o] = bytes[i];
    for (let k = 0, o = (row << 4) + 4; k < 4; k++, o++) cells[o] = bytes[from + k];
    long.rows[long.count] = row;
    long.offsets[long.count++] = long.used;
    long.used = end;
    return true;
  }

  put(row, value) {
    if (value === null) { this.putNull(row); return; }
    const bytes = Buffer.from(value, 'utf8');
    this.putBytes(row, bytes, 0, bytes.length);
  }

  clear(row) {
    const { long } = this;
    this.words.fill(0, row * 4, row * 4 + 4);
    this.validity.set(row);
    if (long.count > 0 && long.rows[long.count - 1] === row) long.used = long.offsets[--long.count];
  }

  /** The bytes that wait behind the vector. */
  get held() { return this.long.used; }

  flush(vector, rows) {
    if (this.long.count > 0) this.pointAtLong(vector);
    bindings.copy_data_to_vector(vector, 0, this.cells.buffer, 0, rows * CELL);
    this.validity.flush(vector);
    this.cells.fill(0, 0, rows * CELL);
  }

  // DuckDB keeps the text as the vector's own; where it lies is read from the cell that it was put in.
  pointAtLong(vector) {
    const { long, words } = this;
    bindings.vector_assign_string_element_len(vector, 0, long.bytes.subarray(0, long.used));
    const cell = bindings.vector_get_data(vector, CELL);
    const [low, high] = new Uint32Array(cell.buffer, cell.byteOffset + 8, 2);
    const base = high * 2 ** 32 + low;
    for (let n = 0; n < long.count; n++) {
      const address = base + long.offsets[n];
      words[long.rows[n] * 4 + 2] = address;
      words[long.rows[n] * 4 + 3] = address / 2 ** 32;
    }
    long.count = 0;
    long.used = 0;
  }
}

/** Values of a fixed width that are read from bytes where those have a simple shape. */
class NumberColumn {
  constructor(Kind, rows, convert, read) {
    this.items = new Kind(rows);
    this.validity = new Validity(rows);
    this.convert = convert;
    this.read = read;
  }

  putNull(row) { this.validity.unset(row); }

  putBytes(row, bytes, from, to) {
    const value = this.read(bytes, from, to) ?? converted(this.convert, bytes, from, to);
    if (value === undefined) return false;
    if (value === null) this.validity.unset(row); else this.items[row] = value;
    return true;
  }

  put(row, value) { if (value === null) this.validity.unset(row); else this.items[row] = value; }

  clear(row) { this.validity.set(row); }

  get held() { return 0; }

  flush(vector, rows) {
    bindings.copy_data_to_vector(vector, 0, this.items.buffer, 0, rows * this.items.BYTES_PER_ELEMENT);
    this.validity.flush(vector);
  }
}

/** Values of any type. */
class ValueColumn {
  constructor(type, rows, convert) {
    this.type = type;
    this.values = new Array(rows).fill(null);
    this.convert = convert;
  }

  putNull(row) { this.values[row] = null; }

  putBytes(row, bytes, from, to) {
    const value = converted(this.convert, bytes, from, to);
    if (value === undefined) return false;
    this.values[row] = value;
    return true;
  }

  put(row, value) { this.values[row] = value; }

  clear() {}

  get held() { return 0; }

  flush(vector, rows) { writeColumn(this.type, vector, this.values.slice(0, rows)); }
}

// What fails here fails again where it is known what that means for the row.
function converted(convert, bytes, from, to) {
  try {
    return convert(bytes.utf8Slice(from, to));
  } catch {
    return undefined;
  }
}
