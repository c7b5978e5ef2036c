// Values out of a field's bytes, for the shapes that most files have; undefined for any other, which the converters read as text.

import { daysOf, monthLength } from '../values/calendar.mjs';

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const POWERS = Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));
const isDigit = (c) => c >= ZERO && c <= 57;

/** The reader of a type, or undefined if it has none. */
export function bytesReader(type, { dateFormat, nanValue, positiveInf, negativeInf }) {
  switch (type.kind) {
    case 'byte': return whole(2);
    case 'short': return whole(4);
    case 'int': return whole(9);
    case 'long': return (bytes, from, to) => { const v = whole15(bytes, from, to); return v === undefined ? undefined : BigInt(v); };
    case 'double': return [nanValue, positiveInf, negativeInf].some((s) => /^-?[0-9.]+$/.test(s)) ? undefined : fraction;
    case 'date': return dateFormat === undefined ? date : undefined;
    default: return undefined;
  }
}

// Digits, perhaps behind a minus.
function whole(most) {
  return (bytes, from, to) => {
    const start = bytes[from] === MINUS ? from + 1 : from;
    if (start === to || to - start > most) return undefined;
    let value = 0;
    for (let i = start; i < to; i++) {
      const c = bytes[i];
      if (!isDigit(c)) return undefined;
      value = value * 10 + c - ZERO;
    }
    return start === from ? value : -value;
  };
}

const whole15 = whole(15);

// Up to fifteen digits, with a point between them: both the digits and the power of ten are exact doubles, so that one division gives the
// double next to the number, as Java's and JavaScript's readers do.
function fraction(bytes, from, to) {
  const start = bytes[from] === MINUS ? from + 1 : from;
  let value = 0;
  let digits = 0;
  let point = 0;
  for (let i = start; i < to; i++) {
    const c = bytes[i];
    if (isDigit(c)) { value = value * 10 + c - ZERO; digits++; } else if (c === POINT && point === 0 && i > start) point = i + 1; else return undefined;
  }
  if (digits === 0 || digits > 15) return undefined;
  const size = point === 0 ? value : value / POWERS[to - point];
  return start === from ? size : -size;
}

// yyyy-MM-dd
function date(bytes, from, to) {
  if (to - from !== 10 || bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS) return undefined;
  const year = digitsOf(bytes, from, 4);
  const month = digitsOf(bytes, from + 5, 2);
  const day = digitsOf(bytes, from + 8, 2);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month))) return undefined;
  return daysOf(year, month, day);
}

function digitsOf(bytes, from, count) {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    if (!isDigit(bytes[i])) return NaN;
    value = value * 10 + bytes[i] - ZERO;
  }
  return value;
}
