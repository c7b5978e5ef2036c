// hash(): Murmur3 on 32 bits, with Spark's own way of treating what is left over after the last whole word.

import { hasher, orSeed } from './hash-values.mjs';

const rotate = (x, n) => (x << n) | (x >>> (32 - n));
const mixK = (k) => Math.imul(rotate(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
const mixH = (h, k) => (Math.imul(rotate(h ^ k, 13), 5) + 0xe6546b64) | 0;

function finish(h, length) {
  let x = h ^ length;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

const H = {
  int: (v, seed) => finish(mixH(seed, mixK(v)), 4),
  long: (v, seed) => {
    const low = Number(BigInt.asIntN(32, v));
    const high = Number(BigInt.asIntN(32, v >> 32n));
    return finish(mixH(mixH(seed, mixK(low)), mixK(high)), 8);
  },
  bytes: (bytes, seed) => {
    const words = bytes.length & ~3;
    let h = seed;
    for (let i = 0; i < words; i += 4) h = mixH(h, mixK(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)));
    // Each byte that is left counts as a word of its own, with its sign.
    for (let i = words; i < bytes.length; i++) h = mixH(h, mixK((bytes[i] << 24) >> 24));
    return finish(h, bytes.length);
  },
};

/** The hash of bytes, which is a text's hash code, too. */
export const BYTES_HASH = H.bytes;

/** The hash of a row of values. */
export function murmur3(types) {
  const hashes = types.map((t) => orSeed(hasher(t, H)));
  return (...values) => values.reduce((seed, v, i) => hashes[i](v, seed), 42);
}
