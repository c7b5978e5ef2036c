// Text to numbers as Spark's CAST reads it.

import { pow10, parseDecimal, toPrecision } from './decimal.mjs';
import { hexadecimalText } from './digits.mjs';
import { trimAll } from './read-date.mjs';

const CUT = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A whole number; what stands behind the point is cut off. Null for anything else or out of the range of that many bits. */
export function readWhole(text, bits) {
  const m = CUT.exec(trimAll(text));
  if (!m || (m[2] === '' && m[3] === undefined)) return null;
  return inRange(m[1], m[2] || '0', bits);
}

const STRICT = /^([+-]?)(\d+)$/;

/** The same without a fraction: try_cast. */
export function readWholeStrictly(text, bits) {
  const m = STRICT.exec(trimAll(text));
  return m ? inRange(m[1], m[2], bits) : null;
}

function inRange(sign, digits, bits) {
  if (digits.length > 40) digits = digits.replace(/^0+(?=.)/, '');
  if (digits.length > 40) return null;
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  const limit = 1n << BigInt(bits - 1);
  return value >= -limit && value < limit ? value : null;
}

const JAVA_BLANK = /^[\u0000-\u0020]+|[\u0000-\u0020]+$/g;
const FLOATING = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/;
const SPECIAL = { nan: NaN, inf: Infinity, '+inf': Infinity, infinity: Infinity, '+infinity': Infinity, '-inf': -Infinity, '-infinity': -Infinity };

/** A DOUBLE as Double.parseDouble reads it, and the names of infinities and NaN; null for anything else. */
export function readDouble(text) {
  const s = text.replace(JAVA_BLANK, '');
  if (FLOATING.test(s)) return Number(unmarked(s));
  const special = SPECIAL[s.toLowerCase()];
  if (special !== undefined) return special;
  if (s === '+NaN' || s === '-NaN') return NaN;
  const hexadecimal = hexadecimalText(unmarked(s));
  return hexadecimal === null ? null : Number(hexadecimal);
}

// A number may end in the letter of its type; in a hexadecimal one a letter before the exponent is a digit.
const unmarked = (s) => (/[dDfF]$/.test(s) && (!/^[+-]?0[xX]/.test(s) || /[pP]/.test(s)) ? s.slice(0, -1) : s);

/** A FLOAT: rounded once, from the decimal text. */
export function readFloat(text) {
  const x = readDouble(text);
  if (x === null || !Number.isFinite(x)) return x;
  const near = Math.fround(x);
  return near === x || !isHalfway(x) ? near : settleHalfway(text, x, near);
}

// A double exactly between two floats may have been rounded onto that place; the digits then decide.
function isHalfway(x) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return (view.getBigUint64(0) & 0x1fffffffn) === 0x10000000n;
}

function settleHalfway(text, x, near) {
  const digits = unmarked(text.replace(JAVA_BLANK, ''));
  const exact = parseDecimal(hexadecimalText(digits) ?? digits);
  const half = exactDecimal(x);
  const scale = Math.max(exact.scale, half.scale);
  const a = exact.unscaled * pow10(scale - exact.scale);
  const b = half.unscaled * pow10(scale - half.scale);
  if (a === b) return near;
  const other = neighbours(x);
  return a > b ? Math.max(...other) : Math.min(...other);
}

function exactDecimal(x) {
  let scale = 0;
  let value = x;
  while (!Number.isInteger(value) && scale < 1100) { value *= 2; scale++; }
  return { unscaled: BigInt(value) * 5n ** BigInt(scale), scale };
}

function neighbours(x) {
  const near = Math.fround(x);
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, near);
  const raw = view.getInt32(0);
  const away = Math.abs(near) < Math.abs(x) ? raw + 1 : raw - 1;
  view.setInt32(0, away);
  return [near, view.getFloat32(0)];
}

/** The unscaled value in DECIMAL(precision, scale), rounded half up; null where it is no number or does not fit. */
export function readDecimal(text, precision, scale) {
  const value = parseDecimal(trimAll(text));
  return value === null ? null : toPrecision(value, precision, scale);
}

const TRUE = new Set(['t', 'true', 'y', 'yes', '1']);
const FALSE = new Set(['f', 'false', 'n', 'no', '0']);

export function readBoolean(text) {
  const s = trimAll(text).toLowerCase();
  if (TRUE.has(s)) return true;
  return FALSE.has(s) ? false : null;
}
