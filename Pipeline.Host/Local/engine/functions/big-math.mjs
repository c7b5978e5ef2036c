// Elementary functions to about 160 bits, on BigInt: enough to know the nearest double, and how near it is.

export const BITS = 200n;
const ONE = 1n << BITS;

const view = new DataView(new ArrayBuffer(8));

/** A double as fixed point. */
export function fixed(x) {
  view.setFloat64(0, x);
  const raw = view.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 2047n);
  const mantissa = (raw & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const shift = BITS + BigInt(Math.max(exponent, 1) - 1075);
  const value = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return raw >> 63n ? -value : value;
}

const mul = (a, b) => (a * b) >> BITS;
const div = (a, b) => (a << BITS) / b;

// ln((1 + y) / (1 - y)) / 2 by its series.
function artanh(y) {
  const square = mul(y, y);
  let term = y;
  let sum = y;
  for (let n = 3n; term !== 0n && term !== -1n; n += 2n) {
    term = mul(term, square);
    sum += term / n;
  }
  return sum;
}

const LN2 = 2n * artanh(ONE / 3n);

/** Natural logarithm of a positive fixed-point number. */
export function ln(value) {
  const shift = BigInt(value.toString(2).length) - 1n - BITS;
  const m = shift >= 0n ? value >> shift : value << -shift;
  return 2n * artanh(div(m - ONE, m + ONE)) + shift * LN2;
}

/** e to a fixed-point power, as fixed point times 2 to an exponent: {value, exponent}. */
export function exp(value) {
  let k = value / LN2;
  let r = value - k * LN2;
  if (r < 0n) { r += LN2; k -= 1n; }
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = mul(term, r) / n;
    sum += term;
  }
  return { value: sum, exponent: Number(k) };
}

/** Sine and cosine of a fixed-point angle. */
export function sinCos(value) {
  const turned = value % (2n * PI);
  let term = ONE;
  let [sin, cos] = [0n, 0n];
  for (let n = 1n; term !== 0n; n++) {
    if (n % 2n === 1n) cos += n % 4n === 1n ? term : -term;
    else sin += n % 4n === 2n ? term : -term;
    term = mul(term, turned < 0n ? -turned : turned) / n;
  }
  return { sin: turned < 0n ? -sin : sin, cos };
}

// Machin's formula.
function arctanInverse(n) {
  let term = ONE / n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term = -term / (n * n);
    sum += term / k;
  }
  return sum;
}

const PI = 4n * (4n * arctanInverse(5n) - arctanInverse(239n));

export const divide = div;

/** The nearest double of value * 2^exponent, and how far away it is in units of its last place. */
export function nearest(value, exponent = 0) {
  if (value === 0n) return { x: 0, off: 0 };
  const negative = value < 0n;
  const size = negative ? -value : value;
  const length = size.toString(2).length;
  const drop = BigInt(length - 53);
  const mantissa = drop > 0n ? size >> drop : size << -drop;
  const rest = drop > 0n ? size - (mantissa << drop) : 0n;
  const fraction = drop > 0n ? Number((rest << 30n) >> drop) / 2 ** 30 : 0;
  const up = fraction > 0.5;
  const scale = Number(drop) + exponent - Number(BITS);
  const x = Number(mantissa + (up ? 1n : 0n)) * 2 ** Math.max(scale, -1000) * (scale < -1000 ? 2 ** (scale + 1000) : 1);
  return { x: negative ? -x : x, off: up ? 1 - fraction : fraction };
}
