// The maths functions that Spark takes from Java. Those that V8 computes by the same algorithms (fdlibm) are V8's; of the others the
// nearest double is the answer wherever Java's, whose error is bounded, can be no other one, and the rest is refused.

import { Refusal } from '../errors.mjs';
import * as big from './big-math.mjs';

export const { log, log10, log1p, expm1, asin, acos, atan, atan2, sinh, cosh, tanh } = Math;

// V8 sets this one value right.
export const exp = (x) => (x === 1 ? 2.7182818284590455 : Math.exp(x));

function certain({ x, off }, error, what) {
  if (off >= 1 - error) throw new Refusal(`${what}, whose last digit depends on Java's library for this value`);
  return x;
}

const trigonometric = (fn, pick) => (x) => {
  if (x === 0 || !Number.isFinite(x)) return fn(x);
  if (Math.abs(x) > 1e6 || Math.abs(x) < 1e-20) throw new Refusal(`${fn.name} of ${x}`);
  return certain(big.nearest(pick(big.sinCos(big.fixed(x)))), 0.55, fn.name);
};

export const sin = trigonometric(Math.sin, ({ sin: s }) => s);
export const cos = trigonometric(Math.cos, ({ cos: c }) => c);
export const tan = trigonometric(Math.tan, ({ sin: s, cos: c }) => big.divide(s, c));

export function cbrt(x) {
  if (x === 0 || !Number.isFinite(x)) return x;
  const near = Math.cbrt(x);
  if (Number.isInteger(near) && Math.abs(near) < 100000 && near ** 3 === x) return near;
  const third = big.ln(big.fixed(Math.abs(x))) / 3n;
  if (Math.abs(x) > 1e30 || Math.abs(x) < 1e-15) throw new Refusal(`cbrt of ${x}`);
  const { value, exponent } = big.exp(third);
  return Math.sign(x) * certain(big.nearest(value, exponent), 0.667, 'cbrt');
}

export function hypot(x, y) {
  const sum = x * x + y * y;
  const root = Math.sqrt(sum);
  if (Number.isInteger(root) && Number.isSafeInteger(sum) && root * root === sum) return root;
  if (x === 0 || y === 0 || !Number.isFinite(sum)) return Math.hypot(x, y);
  throw new Refusal('hypot, whose last digit depends on Java\'s library for this value');
}

export function pow(x, y) {
  const plain = Math.pow(x, y);
  if (y === 0 || x === 0 || y === 1 || !Number.isFinite(x) || !Number.isFinite(y) || Number.isNaN(plain)) return plain;
  if (Math.abs(x) === 1) return plain;
  if (!Number.isFinite(plain) || plain === 0 || Math.abs(plain) < 1e-290) {
    const magnitude = y * Math.log2(Math.abs(x));
    if (magnitude > 1025) return plain;
    throw new Refusal('power near the limits of DOUBLE');
  }
  if (Math.abs(x) > 1e30 || Math.abs(x) < 1e-15) throw new Refusal(`power of ${x}`);
  const { value, exponent } = big.exp((big.ln(big.fixed(Math.abs(x))) * big.fixed(y)) >> big.BITS);
  const result = certain(snapped(big.nearest(value, exponent)), 0.7, 'power');
  return plain < 0 ? -result : result;
}

// Two hundred bits tell an exact result from a near one.
const snapped = ({ x, off }) => ({ x, off: off < 1e-9 ? 0 : off });
