// What the functions of whole numbers compute.

import { SparkError } from '../errors.mjs';
import { BINARY, LONG, STRING } from '../types/types.mjs';

export function pmodBig(x, y) {
  const r = x % y;
  return r < 0n ? (r + y) % y : r;
}

export function pmod(x, y) {
  const r = x % y;
  return r < 0 ? (r + y) % y : r;
}

const encoder = new TextEncoder();
const bytesHex = (bytes) => Array.from(bytes, (b) => b.toString(16).toUpperCase().padStart(2, '0')).join('');

export function hexOf(type) {
  if (type === BINARY) return bytesHex;
  if (type === STRING) return (s) => bytesHex(encoder.encode(s));
  return type === LONG ? (x) => BigInt.asUintN(64, x).toString(16).toUpperCase() : undefined;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MAX = (1n << 64n) - 1n;

/** A number's text in another base; a negative target base means a signed result. */
export function conv(text, from, to) {
  if (from < 2 || from > 36 || Math.abs(to) < 2 || Math.abs(to) > 36) return null;
  const s = text.trim();
  if (s === '') return null;
  let negative = s[0] === '-';
  let value = 0n;
  for (const c of s.slice(negative ? 1 : 0).toUpperCase()) {
    const digit = DIGITS.indexOf(c);
    if (digit < 0 || digit >= from) break;
    value = value * BigInt(from) + BigInt(digit);
    if (value > MAX) { value = MAX; break; }
  }
  if (negative && to > 0) { value = value > 1n << 63n ? MAX : BigInt.asUintN(64, -value); negative = false; }
  if (to < 0 && !negative && value >= 1n << 63n) { value = BigInt.asUintN(64, -value); negative = true; }
  const digits = value.toString(Math.abs(to)).toUpperCase();
  return negative && value !== 0n ? `-${digits}` : digits;
}

export function bitCount(type) {
  if (type.kind === 'boolean') return (b) => (b ? 1 : 0);
  return (x) => BigInt.asUintN(64, BigInt(x)).toString(2).replaceAll('0', '').length;
}

export function getBit(x, place) {
  if (place < 0 || place > 63) throw new SparkError('INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE', `The value of parameter(s) \`pos\` in \`getbit\` is invalid: expects an integer value in [0, 64), but got ${place}.`);
  return Number((x >> BigInt(place)) & 1n);
}

export function factorial(n) {
  if (n < 0 || n > 20) return null;
  let result = 1n;
  for (let i = 2n; i <= BigInt(n); i++) result *= i;
  return result;
}

export function widthBucket(value, low, high, count) {
  if (count <= 0n || count === 9223372036854775807n || Number.isNaN(value) || low === high || !Number.isFinite(low) || !Number.isFinite(high)) return null;
  const [lower, upper] = [Math.min(low, high), Math.max(low, high)];
  if (low < high) {
    if (value < lower) return 0n;
    if (value >= upper) return count + 1n;
    return BigInt(Math.trunc(Number(count) * (value - lower) / (upper - lower))) + 1n;
  }
  if (value > upper) return 0n;
  if (value <= lower) return count + 1n;
  return BigInt(Math.trunc(Number(count) * (upper - value) / (upper - lower))) + 1n;
}
