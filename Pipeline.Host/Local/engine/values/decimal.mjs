// Decimals as {unscaled: BigInt, scale}: reading, rounding and writing them as java.math.BigDecimal does.

export const pow10 = (n) => 10n ** BigInt(n);

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Reads a number; null where BigDecimal would throw. */
export function parseDecimal(text) {
  const m = FORM.exec(text);
  if (!m || (m[2] === '' && (m[3] ?? '') === '')) return null;
  const exponent = m[4] === undefined ? 0 : Number(m[4]);
  if (Math.abs(exponent) > 100000) return null;
  const fraction = m[3] ?? '';
  const digits = BigInt(m[2] + fraction);
  return { unscaled: m[1] === '-' ? -digits : digits, scale: fraction.length - exponent };
}

const abs = (n) => (n < 0n ? -n : n);

/** Division rounding half away from zero. */
export function divideHalfUp(a, b) {
  const q = a / b;
  const r = a % b;
  if (abs(r) * 2n < abs(b)) return q;
  return (a < 0n) === (b < 0n) ? q + 1n : q - 1n;
}

/** Division rounding half to even. */
export function divideHalfEven(a, b) {
  const q = a / b;
  const twice = abs(a % b) * 2n;
  const size = abs(b);
  if (twice < size || (twice === size && q % 2n === 0n)) return q;
  return (a < 0n) === (b < 0n) ? q + 1n : q - 1n;
}

const floorDivide = (a, b) => (a % b !== 0n && (a < 0n) !== (b < 0n) ? a / b - 1n : a / b);
const ceilDivide = (a, b) => -floorDivide(-a, b);

const DIVISIONS = { halfUp: divideHalfUp, halfEven: divideHalfEven, floor: floorDivide, ceil: ceilDivide };

/** The unscaled value at another scale. */
export function rescale({ unscaled, scale }, target, mode = 'halfUp') {
  if (target >= scale) return unscaled * pow10(target - scale);
  if (scale - target > 400) return DIVISIONS[mode](unscaled > 0n ? 1n : unscaled < 0n ? -1n : 0n, 1000n);
  return DIVISIONS[mode](unscaled, pow10(scale - target));
}

/** Fits a value into DECIMAL(precision, scale), or null. */
export function toPrecision(value, precision, scale) {
  if (value.unscaled !== 0n && value.unscaled.toString().length - value.scale > 80) return null;
  const unscaled = rescale(value, scale);
  return abs(unscaled) < pow10(precision) ? unscaled : null;
}

/** Digits with all places of the scale: BigDecimal.toPlainString. */
export function plainText(unscaled, scale) {
  const negative = unscaled < 0n;
  let digits = abs(unscaled).toString();
  if (scale > 0) {
    digits = digits.padStart(scale + 1, '0');
    digits = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  } else if (scale < 0 && unscaled !== 0n) {
    digits += '0'.repeat(-scale);
  }
  return negative ? `-${digits}` : digits;
}

/** BigDecimal.toString: with an exponent where there are more than six zeros behind the point. */
export function decimalText(unscaled, scale) {
  const digits = abs(unscaled).toString();
  const exponent = digits.length - 1 - scale;
  if (scale >= 0 && exponent >= -6) return plainText(unscaled, scale);
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${unscaled < 0n ? '-' : ''}${mantissa}E${exponent >= 0 ? '+' : ''}${exponent}`;
}

/** The nearest double. */
export const toDouble = (unscaled, scale) => Number(`${unscaled}e${-scale}`);
