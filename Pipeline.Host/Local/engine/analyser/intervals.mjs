// Interval literals: day-time ones as microseconds, year-month ones as months.

import { fail, refuse } from '../errors.mjs';
import { intervalType } from '../types/types.mjs';
import { dayTimeText, yearMonthText } from '../values/interval-text.mjs';
import { node } from './node.mjs';

const MONTHS = { YEAR: 12, MONTH: 1 };
const MICROS = {
  WEEK: 604800000000n, DAY: 86400000000n, HOUR: 3600000000n, MINUTE: 60000000n, SECOND: 1000000n, MILLISECOND: 1000n, MICROSECOND: 1n,
};
const TYPE_UNIT = { WEEK: 'day', MILLISECOND: 'second', MICROSECOND: 'second' };

/** The literal of an interval in the syntax tree. */
export function intervalOf(ast) {
  const parts = (ast.k === 'interval' ? ast.parts : textParts(ast.text, ast.pos)).map(unsigned);
  if (parts.length === 1 && parts[0].to) return span(parts[0]);
  const months = parts.filter((p) => MONTHS[p.unit] !== undefined);
  if (months.length > 0 && months.length < parts.length) {
    fail('_LEGACY_ERROR_TEMP_0029', `Cannot mix year-month and day-time fields: ${ast.text === undefined ? 'INTERVAL' : `INTERVAL '${ast.text}'`}`, ast.pos);
  }
  return months.length > 0 ? ofMonths(parts) : ofMicros(parts);
}

// A minus before a text with one of its own.
const unsigned = (part) => (part.value.startsWith('--') ? { ...part, value: part.value.slice(2) } : part);

function textParts(text, pos) {
  const words = text.trim().replace(/^interval\s+/i, '').split(/\s+/);
  const parts = [];
  for (let i = 0; i + 1 < words.length; i += 2) {
    const unit = words[i + 1].toUpperCase().replace(/S$/, '');
    if (!/^[+-]?\d+(\.\d*)?$/.test(words[i]) || (MONTHS[unit] === undefined && MICROS[unit] === undefined)) invalid(text, pos);
    parts.push({ value: words[i], unit, pos });
  }
  if (words.length % 2 === 1 || parts.length === 0) invalid(text, pos);
  return parts;
}

const invalid = (text, pos) => fail('INVALID_INTERVAL_FORMAT', `Error parsing '${text}' to interval.`, pos);

function amount(part) {
  const text = part.value.trim();
  if (!/^[+-]?\d+$/.test(text) && !(part.unit === 'SECOND' && /^[+-]?\d*\.?\d*$/.test(text) && /\d/.test(text))) {
    if (/^[+-]\s+\d/.test(text)) refuse('an interval with space behind its sign', part.pos);
    fail('_LEGACY_ERROR_TEMP_0026', `Can only use numbers in the interval value part for multiple unit value pairs interval form, but got invalid value: ${part.value}`, part.pos);
  }
  return text;
}

function ofMonths(parts) {
  const total = parts.reduce((sum, p) => sum + Number(amount(p)) * MONTHS[p.unit], 0);
  const units = ['year', 'month'].filter((u) => parts.some((p) => p.unit.toLowerCase() === u));
  return monthsLiteral(total, intervalType(units[0], units[units.length - 1]), parts[0].pos);
}

function ofMicros(parts) {
  const total = parts.reduce((sum, p) => sum + microsOf(p), 0n);
  const used = parts.map((p) => TYPE_UNIT[p.unit] ?? p.unit.toLowerCase());
  const units = ['day', 'hour', 'minute', 'second'].filter((u) => used.includes(u));
  return microsLiteral(total, intervalType(units[0], units[units.length - 1]));
}

function microsOf(part) {
  const text = amount(part);
  if (part.unit !== 'SECOND' || !text.includes('.')) return BigInt(text) * MICROS[part.unit];
  const negative = text.startsWith('-');
  const [whole, fraction] = text.replace(/^[+-]/, '').split('.');
  const micros = BigInt(whole || '0') * 1000000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return negative ? -micros : micros;
}

function monthsLiteral(months, type, pos) {
  if (months > 2147483647 || months < -2147483648) refuse('an interval of so many months', pos);
  return node({ type, nullable: false, name: yearMonthText(months, type), emit: () => `(${months})::INTEGER`, literal: true, value: months });
}

function microsLiteral(micros, type, pos) {
  if (BigInt.asIntN(64, micros) !== micros) fail('INVALID_INTERVAL_FORMAT', 'Error parsing an interval: it is too long.', pos);
  return node({ type, nullable: false, name: dayTimeText(micros, type), emit: () => `(${micros})::BIGINT`, literal: true, value: micros });
}

const SPANS = {
  'YEAR MONTH': /^([+-]?)(\d+)-(\d+)$/,
  'DAY HOUR': /^([+-]?)(\d+) +(\d{1,2})$/,
  'DAY MINUTE': /^([+-]?)(\d+) +(\d{1,2}):(\d{1,2})$/,
  'DAY SECOND': /^([+-]?)(\d+) +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/,
  'HOUR MINUTE': /^([+-]?)()(\d+):(\d{1,2})$/,
  'HOUR SECOND': /^([+-]?)()(\d+):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/,
  'MINUTE SECOND': /^([+-]?)()()(\d+):(\d{1,2})(?:\.(\d{1,9}))?$/,
};

function span({ value, unit, to, pos }) {
  const form = SPANS[`${unit} ${to}`];
  if (!form) fail('_LEGACY_ERROR_TEMP_0028', `Intervals FROM ${unit.toLowerCase()} TO ${to.toLowerCase()} are not supported.`, pos);
  const m = form.exec(value.trim());
  if (!m) fail('INVALID_INTERVAL_FORMAT', `Interval string does not match ${unit.toLowerCase()}-${to.toLowerCase()} format: '${value}'.`, pos);
  const type = intervalType(unit.toLowerCase(), to.toLowerCase());
  const sign = m[1] === '-' ? -1 : 1;
  if (unit === 'YEAR') {
    if (Number(m[3]) > 11) fail('INVALID_INTERVAL_FORMAT', `month ${m[3]} outside range [0, 11].`, pos);
    return monthsLiteral(sign * (Number(m[2]) * 12 + Number(m[3])), type, pos);
  }
  const [days, hours, minutes, seconds] = [m[2], m[3], m[4], m[5]].map((x) => BigInt(x || '0'));
  if ((unit === 'DAY' && hours > 23n) || (unit !== 'MINUTE' && minutes > 59n) || seconds > 59n) fail('INVALID_INTERVAL_FORMAT', `Error parsing interval '${value}': a field is out of range.`, pos);
  const micros = ((days * 24n + hours) * 60n + minutes) * 60000000n + seconds * 1000000n + BigInt((m[6] ?? '').slice(0, 6).padEnd(6, '0'));
  return microsLiteral(sign < 0 ? -micros : micros, type);
}
