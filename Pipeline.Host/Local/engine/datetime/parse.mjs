// Text read by a pattern, strictly as java.time does under Spark: the whole text, no impossible dates.

import { civil, daysOf, isDate, isLeap, microsOf } from '../values/calendar.mjs';
import { compilePattern, MONTHS } from './pattern.mjs';

const NUMERIC = { y: 'year', M: 'month', L: 'month', d: 'day', D: 'dayOfYear', H: 'H', k: 'k', h: 'h', K: 'K', m: 'minute', s: 'second' };
const cache = new Map();

/** {days, micros of the day, offset from UTC} of a text, or null; a pattern with no letter for a field leaves that at its default. */
export function parseByPattern(text, pattern, fractions) {
  const fields = readFields(text, parsersOf(pattern, fractions));
  if (fields === null) return null;
  const days = dateOf(fields);
  const time = days === null ? null : timeOf(fields);
  return time === null ? null : { days, time, offset: fields.offset ?? 0 };
}

/** Microseconds since 1970-01-01 UTC. */
export function parseTimestamp(text, pattern) {
  const parsed = parseByPattern(text, pattern, true);
  return parsed && microsOf(parsed.days, 0, 0, 0, parsed.time) - BigInt(parsed.offset) * 1000000n;
}

function parsersOf(pattern, fractions) {
  const key = `${fractions}${pattern}`;
  if (!cache.has(key)) {
    if (cache.size > 200) cache.clear();
    cache.set(key, parsersFor(compilePattern(pattern, true), fractions));
  }
  return cache.get(key);
}

const parsersFor = (elements, fractions) => linked(elements.map((e) => parser(e, fractions)));

function parser({ text, optional, letter, count }, fractions) {
  if (optional) return { kind: 'optional', parsers: parsersFor(optional, fractions) };
  if (OFFSETS[letter]) return { kind: 'offset', ...OFFSETS[letter](count) };
  if (text !== undefined) return { kind: 'text', text };
  if ((letter === 'M' || letter === 'L') && count > 2) return { kind: 'name', field: 'month', names: count === 3 ? MONTHS.map((m) => m.slice(0, 3)) : MONTHS };
  if (letter === 'a') return { kind: 'name', field: 'half', names: ['AM', 'PM'] };
  if (letter === 'S') return { kind: 'fraction', min: fractions ? 1 : count, max: count };
  const field = NUMERIC[letter];
  if (letter === 'y' && count === 2) return { kind: 'number', field, min: 2, max: 2, sign: 'none', reduced: true };
  if (letter === 'y') return { kind: 'number', field, min: count, max: 19, sign: count < 4 ? 'normal' : 'exceeds' };
  if (letter === 'D' && count > 1) return { kind: 'number', field, min: count, max: 3, sign: 'none' };
  return count === 1 ? { kind: 'number', field, min: 1, max: 19, sign: 'normal' } : { kind: 'number', field, min: 2, max: 2, sign: 'none' };
}

// Numbers side by side: a run of fixed widths behind a number of variable width is kept free for them.
function linked(parsers) {
  let active = null;
  for (const p of parsers) {
    const value = p.kind === 'number' || (p.kind === 'fraction' && p.min === p.max);
    if (!value) { active = null; continue; }
    if (active && p.min === p.max && p.sign !== 'normal' && p.sign !== 'exceeds') active.reserved = (active.reserved ?? 0) + p.max;
    else active = p;
  }
  return parsers;
}

// X, XX and so on: hours, minutes and seconds of an offset, and the text that stands for none.
const FORMS = [/^[+-]\d\d(?:\d\d)?/, /^[+-]\d\d\d\d/, /^[+-]\d\d:\d\d/, /^[+-]\d\d\d\d(?:\d\d)?/, /^[+-]\d\d:\d\d(?::\d\d)?/];
const OFFSETS = {
  X: (n) => ({ form: FORMS[n - 1], none: 'Z' }), x: (n) => ({ form: FORMS[n - 1], none: ['+00', '+0000', '+00:00', '+0000', '+00:00'][n - 1] }), Z: () => ({ form: FORMS[1], none: '+0000' }),
};

function readFields(text, parsers) {
  const fields = {};
  return readAll(text, 0, parsers, fields) === text.length ? fields : null;
}

function readAll(text, start, parsers, fields) {
  let position = start;
  for (const p of parsers) {
    position = READERS[p.kind](text, position, p, fields);
    if (position < 0) return -1;
  }
  return position;
}

const READERS = {
  text(text, position, p) {
    const end = position + p.text.length;
    return text.slice(position, end).toLowerCase() === p.text.toLowerCase() ? end : -1;
  },
  name(text, position, p, fields) {
    const rest = text.slice(position).toLowerCase();
    let best = -1;
    p.names.forEach((name, i) => {
      if (rest.startsWith(name.toLowerCase()) && (best < 0 || name.length > p.names[best].length)) best = i;
    });
    if (best < 0 || !set(fields, p.field, p.field === 'month' ? best + 1 : best)) return -1;
    return position + p.names[best].length;
  },
  fraction(text, position, p, fields) {
    const digits = /^\d*/.exec(text.slice(position, position + p.max))[0];
    if (digits.length < p.min || !set(fields, 'micro', Number(digits.slice(0, 6).padEnd(6, '0')))) return -1;
    return position + digits.length;
  },
  number: readNumber,
  // What does not fit an optional part is left to what stands behind it.
  optional(text, position, p, fields) {
    const found = { ...fields };
    const end = readAll(text, position, p.parsers, found);
    if (end < 0) return position;
    Object.assign(fields, found);
    return end;
  },
  offset(text, position, p, fields) {
    const rest = text.slice(position);
    if (rest.slice(0, p.none.length).toLowerCase() === p.none.toLowerCase()) return set(fields, 'offset', 0) ? position + p.none.length : -1;
    const m = p.form.exec(rest)?.[0];
    if (!m) return -1;
    const [hours, minutes, seconds] = m.slice(1).replaceAll(':', '').match(/../g).map(Number);
    const size = hours * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
    if (size > 64800 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return -1;
    return set(fields, 'offset', m[0] === '-' ? -size : size) ? position + m.length : -1;
  },
};

function set(fields, name, value) {
  if (fields[name] !== undefined && fields[name] !== value) return false;
  fields[name] = value;
  return true;
}

const isDigit = (c) => c >= 48 && c <= 57;

function readNumber(text, start, p, fields) {
  let position = start;
  const lead = text[position];
  const negative = lead === '-';
  const positive = lead === '+';
  if (negative && p.sign === 'none') return -1;
  if (positive && p.sign !== 'exceeds') return -1;
  if (negative || positive) position++;
  const run = digitsFrom(text, position, p.max + (p.reserved ?? 0));
  if (run < p.min) return -1;
  const length = p.reserved ? Math.max(p.min, run - p.reserved) : run;
  let value = Number(text.slice(position, position + length));
  if (negative && value === 0) return -1;
  if (p.sign === 'exceeds' && !negative && (positive ? length <= p.min : length > p.min)) return -1;
  if (p.reduced) value += 2000;
  if (!Number.isSafeInteger(value) || !set(fields, p.field, negative ? -value : value)) return -1;
  return position + length;
}

function digitsFrom(text, position, most) {
  let n = 0;
  while (n < most && isDigit(text.charCodeAt(position + n))) n++;
  return n;
}

function dateOf(f) {
  if (f.month !== undefined && (f.month < 1 || f.month > 12)) return null;
  if (f.day !== undefined && (f.day < 1 || f.day > 31)) return null;
  if (f.year !== undefined && Math.abs(f.year) > 999999999) return null;
  if (f.dayOfYear !== undefined) return ofDayOfYear(f);
  const [year, month, day] = [f.year ?? 1970, f.month ?? 1, f.day ?? 1];
  return isDate(year, month, day) ? daysOf(year, month, day) : null;
}

function ofDayOfYear(f) {
  if (f.year === undefined) return f.dayOfYear >= 1 && f.dayOfYear <= 366 ? daysOf(1970, f.month ?? 1, f.day ?? 1) : null;
  if (f.dayOfYear < 1 || f.dayOfYear > (isLeap(f.year) ? 366 : 365)) return null;
  const days = daysOf(f.year, 1, 1) + f.dayOfYear - 1;
  const { month, day } = civil(days);
  return (f.month ?? month) === month && (f.day ?? day) === day ? days : null;
}

const within = (v, low, high) => v === undefined || (v >= low && v <= high);

function timeOf(f) {
  if (!within(f.H, 0, 23) || !within(f.k, 1, 24) || !within(f.h, 1, 12) || !within(f.K, 0, 11) || !within(f.minute, 0, 59) || !within(f.second, 0, 59)) return null;
  const hour = hourOf(f);
  return hour === null ? null : ((hour * 60 + (f.minute ?? 0)) * 60 + (f.second ?? 0)) * 1000000 + (f.micro ?? 0);
}

function hourOf(f) {
  const ofDay = f.H ?? (f.k === undefined ? undefined : f.k % 24);
  if (f.H !== undefined && f.k !== undefined && f.H !== f.k % 24) return null;
  const ofHalf = f.K ?? (f.h === undefined ? undefined : f.h % 12);
  if (f.K !== undefined && f.h !== undefined && f.K !== f.h % 12) return null;
  if (ofDay !== undefined) {
    if (ofHalf !== undefined && ofDay % 12 !== ofHalf) return null;
    return f.half !== undefined && Math.floor(ofDay / 12) !== f.half ? null : ofDay;
  }
  if (ofHalf !== undefined) return ofHalf + (f.half === 1 ? 12 : 0);
  return f.half === 1 ? 12 : 0;
}
