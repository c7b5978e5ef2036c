// DOUBLE and FLOAT as Java 17 writes them (Double.toString, Float.toString). JavaScript prints the shortest digits that read back
// as the same number; Java before 19 does not always, so its digit generation is followed step by step, on BigInt. Where the two
// agree (test/java-double.test.mjs compares them) JavaScript's digits are taken, being much quicker.

const bits = new DataView(new ArrayBuffer(8));
const SIGNIFICANT = 52;

/** The text of a DOUBLE. */
export function doubleText(x) {
  if (!Number.isFinite(x)) return nonFinite(x);
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const plain = quickWhole(x);
  if (plain !== null) return plain;
  const magnitude = Math.abs(x);
  return layout(x < 0, magnitude >= 1e-12 && magnitude < 2 ** 53 && !isSmallPower(magnitude) ? shortestDigits(magnitude) : javaDigits(magnitude));
}

// Of small powers of two Java writes a digit too many.
const isSmallPower = (x) => x < 2 ** -20 && Math.log2(x) % 1 === 0;

/** Java's digits of a positive DOUBLE. */
export function javaDigits(x) {
  bits.setFloat64(0, x);
  const raw = bits.getBigUint64(0);
  const exponent = Number(raw >> 52n);
  const fraction = raw & 0xfffffffffffffn;
  return exponent === 0 ? subnormal(fraction) : digits(exponent - 1023, fraction | (1n << 52n), 53);
}

/** The shortest digits that read back as the same positive DOUBLE. */
export function shortestDigits(x) {
  const [mantissa, exponent] = x.toExponential().split('e');
  return { text: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** The text of a FLOAT, given as the double of the same value. */
export function floatText(x) {
  if (!Number.isFinite(x)) return nonFinite(x);
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  bits.setFloat32(0, Math.abs(x));
  const raw = bits.getUint32(0);
  const exponent = raw >>> 23;
  const fraction = BigInt(raw & 0x7fffff);
  if (exponent !== 0) return layout(x < 0, digits(exponent - 127, (fraction | (1n << 23n)) << 29n, 24));
  const width = bitLength(fraction);
  return layout(x < 0, digits(-126 - (24 - width), fraction << BigInt(53 - width), width));
}

function nonFinite(x) {
  return Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
}

// Whole numbers below 10^7 are by far the commonest and need no digit generation.
function quickWhole(x) {
  return Number.isInteger(x) && x > -1e7 && x < 1e7 ? `${x}.0` : null;
}

function subnormal(fraction) {
  const width = bitLength(fraction);
  return digits(-1022 - (53 - width), fraction << BigInt(53 - width), width);
}

function bitLength(n) {
  return n.toString(2).length;
}

function layout(negative, { text, point }) {
  const sign = negative ? '-' : '';
  if (point > 0 && point < 8) {
    if (text.length <= point) return `${sign}${text.padEnd(point, '0')}.0`;
    return `${sign}${text.slice(0, point)}.${text.slice(point)}`;
  }
  if (point <= 0 && point > -3) return `${sign}0.${'0'.repeat(-point)}${text}`;
  return `${sign}${text[0]}.${text.slice(1) || '0'}E${point - 1}`;
}

/** Decimal digits and the place of the decimal point, of fraction * 2^(binary - 52), fraction having its top bit at 52. */
function digits(binary, fraction, significantBits) {
  let tail = 0;
  while (((fraction >> BigInt(tail)) & 1n) === 0n) tail++;
  const fractionBits = SIGNIFICANT + 1 - tail;
  const tinyBits = Math.max(0, fractionBits - binary - 1);
  if (binary <= 62 && binary >= -21 && tinyBits === 0 && fractionBits < 64) return wholeDigits(binary, fraction, significantBits);
  return generated(binary, fraction >> BigInt(tail), fractionBits, tinyBits, significantBits);
}

function wholeDigits(binary, fraction, significantBits) {
  let value = binary >= SIGNIFICANT ? fraction << BigInt(binary - SIGNIFICANT) : fraction >> BigInt(SIGNIFICANT - binary);
  const power = binary - significantBits - 1;
  const dropped = binary > significantBits && power > 1 ? Math.floor(power * Math.log10(2)) : 0;
  let point = 0;
  if (dropped > 0) {
    const ten = 10n ** BigInt(dropped);
    const residue = value % ten;
    value /= ten;
    point = dropped;
    if (residue >= ten >> 1n) value += 1n;
  }
  const text = value.toString();
  return { text: text.replace(/0+$/, '') || '0', point: point + text.length };
}

const FIVES = Array.from({ length: 27 }, (_, n) => (n === 0 ? 0 : bitLength(5n ** BigInt(n))));
const bitsOfFive = (n) => (n < FIVES.length ? FIVES[n] : n * 3);

function generated(binary, fraction, fractionBits, tinyBits, significantBits) {
  let exponent = estimate(fraction << BigInt(SIGNIFICANT + 1 - fractionBits), binary);
  const b5 = Math.max(0, -exponent);
  const s5 = Math.max(0, exponent);
  let b2 = b5 + tinyBits + binary;
  let s2 = s5 + tinyBits;
  let m2 = b2 - significantBits;
  b2 -= fractionBits - 1;
  const common = Math.min(b2, s2);
  b2 -= common; s2 -= common; m2 -= common;
  // Below a power of two the neighbour is only half as far away.
  if (fractionBits === 1) m2 -= 1;
  if (m2 < 0) { b2 -= m2; s2 -= m2; m2 = 0; }
  const bBits = fractionBits + b2 + bitsOfFive(b5);
  const tenBits = s2 + 1 + bitsOfFive(s5 + 1);
  const width = bBits < 32 && tenBits < 32 ? 32 : bBits < 64 && tenBits < 64 ? 64 : 0;
  const wrap = width === 0 ? (n) => n : (n) => BigInt.asIntN(width, n);
  const s = 5n ** BigInt(s5) << BigInt(s2);
  const tens = s * 10n;
  let b = (fraction * 5n ** BigInt(b5)) << BigInt(b2);
  let m = 5n ** BigInt(b5) << BigInt(m2);
  // The arbitrary-precision form counts a sum that equals ten times the divisor as too high, the fixed-width ones do not.
  const isHigh = width === 0 ? () => tens <= b + m : () => wrap(b + m) > tens;
  let text = '';
  let low;
  let high;
  const step = () => { const q = b / s; b = 10n * (b % s); m = wrap(m * 10n); return q; };
  let q = step();
  low = b < m;
  high = isHigh();
  if (q === 0n && !high) exponent -= 1;
  else text += q;
  // At least one digit stands behind the point in the form with an exponent.
  if (exponent < -3 || exponent >= 8) { low = false; high = false; }
  while (!low && !high) {
    q = step();
    if (width !== 0 && m <= 0n) { low = true; high = true; }
    else { low = b < m; high = isHigh(); }
    text += q;
  }
  if (high && roundsUp(low, wrap((b << 1n) - tens), text)) return roundUp(text, exponent + 1);
  return { text, point: exponent + 1 };
}

function roundsUp(low, difference, text) {
  if (!low) return true;
  return difference === 0n ? (text.charCodeAt(text.length - 1) & 1) === 1 : difference > 0n;
}

function roundUp(text, point) {
  const kept = text.replace(/9+$/, '');
  if (kept === '') return { text: '1'.padEnd(text.length, '0'), point: point + 1 };
  const last = String.fromCharCode(kept.charCodeAt(kept.length - 1) + 1);
  return { text: (kept.slice(0, -1) + last).padEnd(text.length, '0'), point };
}

// The decimal exponent to start from, which may be one too high.
function estimate(fraction, binary) {
  bits.setBigUint64(0, 0x3ff0000000000000n | (fraction & 0xfffffffffffffn));
  return Math.floor((bits.getFloat64(0) - 1.5) * 0.289529654 + 0.176091259 + binary * 0.301029995663981);
}
