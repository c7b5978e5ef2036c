// The order of a set in Spark: that of the hash table it is kept in, an open one of Scala 2.12, from its first place to its last. A task
// fills one such table, and the table of the next step takes its elements in their order.

import { Refusal } from '../errors.mjs';
import { BYTES_HASH } from './murmur3.mjs';

const SIZE = 32;
const FACTOR = 0.45;
const MIX = 0x9e3775cd;
const encoder = new TextEncoder();
const view = new DataView(new ArrayBuffer(8));

const reversed = (x) => ((x >>> 24) | ((x >>> 8) & 0xff00) | ((x << 8) & 0xff0000) | (x << 24)) | 0;
const folded = (v) => Number(BigInt.asIntN(32, v ^ (BigInt.asUintN(64, v) >> 32n)));

// Java's hash codes of the values as Spark holds them.
const CODES = {
  boolean: (v) => (v ? 1231 : 1237),
  byte: (v) => v, short: (v) => v, int: (v) => v, date: (v) => v,
  long: folded, timestamp: folded,
  double: (v) => { view.setFloat64(0, plain(v)); return folded(view.getBigInt64(0)); },
  float: (v) => { view.setFloat32(0, plain(v)); return view.getInt32(0); },
  string: (v) => BYTES_HASH(encoder.encode(v), 42),
};

function plain(v) {
  if (Number.isNaN(v) || Object.is(v, -0)) throw new Refusal('collect_set with NaN or minus zero');
  return v;
}

export const hasOrder = (type) => CODES[type.kind] !== undefined;

// Where the search for a value's place begins.
function start(code, size) {
  const bits = 31 - Math.clz32(size);
  const mixed = Math.imul(reversed(Math.imul(code, MIX)), MIX);
  const turned = (mixed >>> bits) | (mixed << (32 - bits));
  return (turned >>> (32 - bits)) & (size - 1);
}

function put(table, entry) {
  let i = start(entry.code, table.length);
  for (; table[i] !== undefined; i = (i + 1) % table.length) if (table[i].value === entry.value) return false;
  table[i] = entry;
  return true;
}

function ordered(entries) {
  let table = new Array(SIZE).fill(undefined);
  let count = 0;
  for (const entry of entries) {
    if (!put(table, entry) || ++count < Math.floor(table.length * FACTOR)) continue;
    const larger = new Array(table.length * 2).fill(undefined);
    for (const e of table) if (e !== undefined) put(larger, e);
    table = larger;
  }
  return table.filter((e) => e !== undefined);
}

/** The function from a list of values to the set of them in Spark's order, handed on so many times. */
export function setInOrder(type, steps) {
  const code = CODES[type.kind];
  return (list) => {
    let entries = list.map((value) => ({ value, code: code(value) }));
    for (let i = 0; i < steps; i++) entries = ordered(entries);
    return entries.map((e) => e.value);
  };
}
