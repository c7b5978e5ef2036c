// Literals: numbers by their suffix, strings side by side, typed ones such as DATE '2016-04-01', and intervals.

import { fail } from '../errors.mjs';
import { BYTE, decimal, DOUBLE, FLOAT, INT, LONG, SHORT } from '../types/types.mjs';
import { parseDecimal } from '../values/decimal.mjs';

const lit = (type, value, pos) => ({ k: 'lit', type, value, pos });

const SUFFIXES = {
  Y: [BYTE, 'tinyint', 7n], S: [SHORT, 'smallint', 15n], L: [LONG, 'bigint', 63n],
};

/** The literal of a number token, with the sign that stood right before it. */
export function numberLiteral(text, pos) {
  const suffix = /[A-Za-z]+$/.exec(text)?.[0].toUpperCase() ?? '';
  const body = suffix && !/^E\d*$/.test(suffix) ? text.slice(0, -suffix.length) : text;
  if (SUFFIXES[suffix]) return sized(body, SUFFIXES[suffix], pos);
  if (suffix === 'D') return lit(DOUBLE, finite(body, 'double', Number(body), pos), pos);
  if (suffix === 'F') return lit(FLOAT, finite(body, 'float', Math.fround(Number(body)), pos), pos);
  if (suffix === 'BD') return decimalLiteral(body, pos);
  if (/[eE]/.test(body)) return lit(DOUBLE, finite(body, 'double', Number(body), pos), pos);
  if (body.includes('.')) return decimalLiteral(body, pos);
  return wholeLiteral(body, pos);
}

function sized(body, [type, name, bits], pos) {
  const value = BigInt(body);
  const limit = 1n << bits;
  if (value < -limit || value >= limit) {
    fail('INVALID_NUMERIC_LITERAL_RANGE', `Numeric literal ${body} is outside the valid range for ${name} with minimum value of ${-limit} `
      + `and maximum value of ${limit - 1n}. Please adjust the value accordingly.`, pos);
  }
  return lit(type, value, pos);
}

function finite(body, name, value, pos) {
  if (!Number.isFinite(value)) {
    fail('INVALID_NUMERIC_LITERAL_RANGE', `Numeric literal ${body} is outside the valid range for ${name}. Please adjust the value accordingly.`, pos);
  }
  return value;
}

function wholeLiteral(body, pos) {
  const value = BigInt(body);
  if (value >= -(1n << 31n) && value < 1n << 31n) return lit(INT, value, pos);
  if (value >= -(1n << 63n) && value < 1n << 63n) return lit(LONG, value, pos);
  return decimalLiteral(body, pos);
}

function decimalLiteral(body, pos) {
  let { unscaled, scale } = parseDecimal(body);
  if (scale < 0) { unscaled *= 10n ** BigInt(-scale); scale = 0; }
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().length;
  const precision = unscaled === 0n ? Math.max(scale, 1) : Math.max(digits, scale);
  if (precision > 38) {
    fail('DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION', `Decimal precision ${precision} exceeds max precision 38.`, pos);
  }
  return lit(decimal(precision, scale), unscaled, pos);
}

const UNITS = new Set(['YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND']);
const singular = (word) => (UNITS.has(word) ? word : word.endsWith('S') && UNITS.has(word.slice(0, -1)) ? word.slice(0, -1) : null);

/** INTERVAL with a value and unit, several of them, a span such as '1-2' YEAR TO MONTH, or a text. */
export function intervalLiteral(c, valueRule) {
  const { pos } = c;
  c.expect('INTERVAL');
  const parts = [];
  const first = c.pos;
  while (startsPart(c)) {
    const part = intervalPart(c, valueRule);
    parts.push(part);
    if (part.to) break;
  }
  if (parts.length > 0) return { k: 'interval', parts, pos };
  if (c.isString()) return { k: 'intervalText', text: c.string(), pos };
  c.i = c.tokens.findIndex((t) => t.pos === first);
  return c.error();
}

function startsPart(c) {
  const sign = c.is('-') || c.is('+') ? 1 : 0;
  const value = c.peek(sign);
  return (value.t === 'number' || value.t === 'string') && singular(c.peek(sign + 1).u) !== null;
}

function intervalPart(c) {
  const { pos } = c;
  const sign = c.take('-') ? '-' : c.take('+') ? '' : '';
  const value = c.isString() ? c.string() : c.next().v;
  const unit = singular(c.next().u);
  const to = c.is('TO') && singular(c.peek().u) ? (c.next(), singular(c.next().u)) : undefined;
  return { value: sign + value, unit, to, pos };
}

export const intervalUnit = singular;
