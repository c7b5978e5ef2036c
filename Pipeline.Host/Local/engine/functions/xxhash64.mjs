// xxhash64(): XXH64, on BigInt.

import { hasher, orSeed } from './hash-values.mjs';

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const u64 = (x) => BigInt.asUintN(64, x);
const rotate = (x, n) => u64(x << n) | (x >> (64n - n));

function finish(h) {
  let x = u64((h ^ (h >> 33n)) * P2);
  x = u64((x ^ (x >> 29n)) * P3);
  return BigInt.asIntN(64, x ^ (x >> 32n));
}

const round = (acc, input) => u64(rotate(u64(acc + input * P2), 31n) * P1);
const word = (h, k) => u64(rotate(h ^ round(0n, k), 27n) * P1 + P4);
const half = (h, k) => u64(rotate(h ^ u64(k * P1), 23n) * P2 + P3);

function bytesHash(bytes, seed) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = bytes.length;
  let i = 0;
  let h;
  if (length >= 32) {
    const v = [u64(seed + P1 + P2), u64(seed + P2), u64(seed), u64(seed - P1)];
    for (; i <= length - 32; i += 32) for (let n = 0; n < 4; n++) v[n] = round(v[n], view.getBigUint64(i + n * 8, true));
    h = u64(rotate(v[0], 1n) + rotate(v[1], 7n) + rotate(v[2], 12n) + rotate(v[3], 18n));
    for (let n = 0; n < 4; n++) h = u64((h ^ round(0n, v[n])) * P1 + P4);
  } else h = u64(seed + P5);
  h = u64(h + BigInt(length));
  for (; i <= length - 8; i += 8) h = word(h, view.getBigUint64(i, true));
  if (i <= length - 4) { h = half(h, BigInt(view.getUint32(i, true))); i += 4; }
  for (; i < length; i++) h = u64(rotate(h ^ u64(BigInt(bytes[i]) * P5), 11n) * P1);
  return finish(h);
}

const H = {
  int: (v, seed) => finish(half(u64(seed + P5 + 4n), BigInt.asUintN(32, BigInt(v)))),
  long: (v, seed) => finish(word(u64(seed + P5 + 8n), u64(v))),
  bytes: bytesHash,
};

/** The hash of a row of values. */
export function xxhash64(types) {
  const hashes = types.map((t) => orSeed(hasher(t, H)));
  return (...values) => values.reduce((seed, v, i) => hashes[i](v, seed), 42n);
}
