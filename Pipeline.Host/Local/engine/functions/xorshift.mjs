// The first number of Spark's random sequence for a seed: XORShift over a Murmur3 hash of the seed.

const rotate = (x, n) => (x << n) | (x >>> (32 - n));
const ARRAY_SEED = 0x3c074a61;

// Murmur3 of eight bytes, as Scala's library has it.
function hash(bytes, seed) {
  let h = seed;
  for (let i = 0; i < bytes.length; i += 4) {
    const k = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    h = (Math.imul(rotate(h ^ Math.imul(rotate(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593), 13), 5) + 0xe6546b64) | 0;
  }
  h ^= bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function scrambled(seed) {
  const bytes = Array.from({ length: 8 }, (_, i) => Number((BigInt.asUintN(64, seed) >> BigInt(56 - 8 * i)) & 255n));
  const low = hash(bytes, ARRAY_SEED);
  return (BigInt(hash(bytes, low)) << 32n) | BigInt.asUintN(32, BigInt(low));
}

export function firstRandom(seed) {
  let state = BigInt.asUintN(64, scrambled(seed));
  const next = (bits) => {
    state = BigInt.asUintN(64, state ^ (state << 21n));
    state ^= state >> 35n;
    state = BigInt.asUintN(64, state ^ (state << 4n));
    return state & ((1n << bits) - 1n);
  };
  return Number((next(26n) << 27n) + next(27n)) / 2 ** 53;
}
