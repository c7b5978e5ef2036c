// Whether the parsers before Spark 3 would have read a text. Spark then fails the query instead of answering NULL, since the two
// versions differ: SimpleDateFormat for functions (a text may go on behind the pattern, impossible dates do not pass), FastDateFormat
// for csv columns (impossible dates roll over).

import { Refusal } from '../errors.mjs';
import { isDate } from '../values/calendar.mjs';
import { MONTHS } from './pattern.mjs';

const FIELDS = { y: 'year', M: 'month', L: 'month', d: 'day', D: 'dayOfYear', H: 'hour', k: 'hour24', h: 'hour12', K: 'hour11', m: 'minute', s: 'second', S: 'millis' };

function tokens(pattern) {
  const list = [];
  for (const m of pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|([^])/g)) {
    if (m[2] !== undefined) list.push({ letter: m[2], count: m[0].length });
    else list.push({ text: m[1] === undefined ? m[3] : m[1] === '' ? "'" : m[1].replaceAll("''", "'") });
  }
  return list;
}

const isNumeric = (t) => t !== undefined && t.letter !== undefined && FIELDS[t.letter] !== undefined && !((t.letter === 'M' || t.letter === 'L') && t.count >= 3);

/** Whether SimpleDateFormat, not lenient, reads the beginning of the text. */
export function simpleFormatReads(text, pattern) {
  const fields = read(text, tokens(pattern), true);
  return fields !== null && possible(fields);
}

/** Whether FastDateFormat reads the beginning of the text; it takes any numbers. */
export function fastFormatReads(text, pattern) {
  return read(text, tokens(pattern), false) !== null;
}

function read(text, list, simple) {
  const fields = {};
  let position = 0;
  for (let i = 0; i < list.length; i++) {
    const t = list[i];
    if (t.text !== undefined) {
      if (!text.startsWith(t.text, position)) return null;
      position += t.text.length;
      continue;
    }
    position = isNumeric(t) ? number(text, position, t, isNumeric(list[i + 1]), simple, fields) : named(text, position, t, fields, simple);
    if (position < 0) return null;
  }
  return fields;
}

const BLANK = { true: /^[ \t]*/, false: /^\s*/ };

function number(text, start, { letter, count }, adjacent, simple, fields) {
  const fixed = adjacent && count > 0;
  const blanks = simple || !fixed ? BLANK[simple].exec(text.slice(start))[0].length : 0;
  const position = start + blanks;
  const window = fixed ? text.slice(position, (simple ? start : position) + count) : text.slice(position);
  const m = (simple ? /^-?\d+/ : /^\d+/).exec(window);
  if (!m) return -1;
  let value = Number(m[0]);
  if (simple && value < 0 && letter !== 'y') return -1;
  // Two digits for yy or y mean a year near today, which is always possible.
  if (letter === 'y' && count <= 2 && m[0].length === 2) value += 2000;
  fields[FIELDS[letter]] = value;
  return position + m[0].length;
}

function named(text, position, { letter, count }, fields, simple) {
  const rest = text.slice(position).toLowerCase();
  if (letter === 'M' || letter === 'L') {
    const full = MONTHS.findIndex((m) => rest.startsWith(m.toLowerCase()));
    if (full >= 0) { fields.month = full + 1; return position + MONTHS[full].length; }
    const short = MONTHS.findIndex((m) => rest.startsWith(m.slice(0, 3).toLowerCase()));
    if (short < 0) return -1;
    fields.month = short + 1;
    return position + 3;
  }
  if (letter === 'a') {
    const half = rest.startsWith('am') ? 0 : rest.startsWith('pm') ? 1 : -1;
    if (half < 0) return -1;
    fields.half = half;
    return position + 2;
  }
  throw new Refusal(`the letter ${letter.repeat(count)} in a datetime pattern${simple ? '' : ' of a csv column'}`);
}

const within = (v, low, high) => v === undefined || (v >= low && v <= high);

function possible(f) {
  if (!within(f.hour, 0, 23) || !within(f.hour24, 1, 24) || !within(f.hour12, 1, 12) || !within(f.hour11, 0, 11)) return false;
  if (!within(f.minute, 0, 59) || !within(f.second, 0, 59) || !within(f.millis, 0, 999) || !within(f.dayOfYear, 1, 366)) return false;
  const year = f.year ?? 1970;
  if (year < 1) return false;
  if (f.dayOfYear === 366 && !isDate(year, 2, 29)) return false;
  return within(f.month, 1, 12) && within(f.day, 1, 31) && isDate(year, f.month ?? 1, f.day ?? 1);
}
