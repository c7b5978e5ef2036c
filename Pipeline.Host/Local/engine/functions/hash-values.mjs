// How the hash functions take values apart: which bits of a value are hashed, and in what order nested ones are.

import { refuse } from '../errors.mjs';

const encoder = new TextEncoder();
const view = new DataView(new ArrayBuffer(8));

const floatBits = (x) => { view.setFloat32(0, x === 0 ? 0 : x); return Number.isNaN(x) ? 0x7fc00000 : view.getInt32(0); };
const doubleBits = (x) => { view.setFloat64(0, x === 0 ? 0 : x); return Number.isNaN(x) ? 0x7ff8000000000000n : view.getBigInt64(0); };

// Two's complement, as few bytes as hold the sign.
function wideDecimal(v) {
  const bytes = [];
  let rest = v;
  do { bytes.unshift(Number(rest & 255n)); rest >>= 8n; } while (!((rest === 0n && bytes[0] < 128) || (rest === -1n && bytes[0] >= 128)));
  return Uint8Array.from(bytes);
}

/** The function that folds a value into a seed with {int, long, bytes}. */
export function hasher(type, h) {
  switch (type.kind) {
    case 'boolean': return (v, seed) => h.int(v ? 1 : 0, seed);
    case 'byte': case 'short': case 'int': case 'date': case 'yearMonth': return (v, seed) => h.int(v, seed);
    case 'long': case 'timestamp': case 'timestamp_ntz': case 'dayTime': return (v, seed) => h.long(v, seed);
    case 'float': return (v, seed) => h.int(floatBits(v), seed);
    case 'double': return (v, seed) => h.long(doubleBits(v), seed);
    case 'decimal': return type.precision <= 18 ? (v, seed) => h.long(v, seed) : (v, seed) => h.bytes(wideDecimal(v), seed);
    case 'string': return (v, seed) => h.bytes(encoder.encode(v), seed);
    case 'binary': return (v, seed) => h.bytes(v, seed);
    case 'array': { const item = orSeed(hasher(type.element, h)); return (v, seed) => v.reduce((s, x) => item(x, s), seed); }
    case 'struct': { const fields = type.fields.map((f) => orSeed(hasher(f.type, h))); return (v, seed) => v.reduce((s, x, i) => fields[i](x, s), seed); }
    case 'void': return (v, seed) => seed;
    default: return refuse(`the hash of a value of the type ${type.ddl}`);
  }
}

// NULL leaves the seed as it is.
export const orSeed = (hash) => (v, seed) => (v === null ? seed : hash(v, seed));
