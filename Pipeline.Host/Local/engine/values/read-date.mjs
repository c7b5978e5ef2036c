// Text to DATE and TIMESTAMP as Spark's CAST reads it: yyyy[-[m]m[-[d]d]], then a blank or T and a time with a zone.

import { daysOf, isDate, microsOf } from './calendar.mjs';
import { zoneOffset } from './zones.mjs';

const BLANK = /^[\u0000-\u0020\u007f]+|[\u0000-\u0020\u007f]+$/g;

/** Cuts white space and control characters, as UTF8String.trimAll does. */
export const trimAll = (s) => {
  const a = s.charCodeAt(0);
  const b = s.charCodeAt(s.length - 1);
  return a > 32 && a !== 127 && b > 32 && b !== 127 ? s : s.replace(BLANK, '');
};

const DATE = /^([+-]?)(\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T][^]*)?)?)?$/;

/** Days since 1970-01-01, or null. */
export function readDate(text) {
  const m = DATE.exec(trimAll(text));
  if (!m) return null;
  const year = m[1] === '-' ? -Number(m[2]) : Number(m[2]);
  const month = m[3] === undefined ? 1 : Number(m[3]);
  const day = m[4] === undefined ? 1 : Number(m[4]);
  return isDate(year, month, day) ? daysOf(year, month, day) : null;
}

const DAY_PART = '([+-]?)(\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:[ T]TIME)?)?)?';
const TIME_PART = '(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d*))?([^\\d.][^]*)?)?)?';
const TIMESTAMP = new RegExp(`^${DAY_PART.replace('TIME', `(?:${TIME_PART})`)}$`);
const JUST_TIME = new RegExp(`^(?:T${TIME_PART}|(?=\\d{1,2}:)${TIME_PART})$`);

/** Microseconds since 1970-01-01 UTC, or null; today tells the day of a time alone. */
export function readTimestamp(text, today = () => Math.floor(Date.now() / 86400000)) {
  const trimmed = trimAll(text);
  const m = TIMESTAMP.exec(trimmed);
  if (m) {
    const year = m[1] === '-' ? -Number(m[2]) : Number(m[2]);
    const month = Number(m[3] ?? 1);
    const day = Number(m[4] ?? 1);
    return isDate(year, month, day) ? assemble(daysOf(year, month, day), m.slice(5)) : null;
  }
  const t = JUST_TIME.exec(trimmed);
  return t ? assemble(today(), t[1] === undefined ? t.slice(6) : t.slice(1, 6)) : null;
}

function assemble(days, [h = '0', mi = '0', s = '0', fraction = '', zone]) {
  const [hour, minute, second] = [Number(h), Number(mi), Number(s)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const local = microsOf(days, hour, minute, second, Number(fraction.slice(0, 6).padEnd(6, '0')));
  if (zone === undefined) return local;
  const offset = zoneOffset(zone.trim(), local);
  return offset === null ? null : local - offset;
}
