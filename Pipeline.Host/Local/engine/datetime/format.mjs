// Dates and timestamps written by a pattern.

import { civil, daysOf, splitMicros } from '../values/calendar.mjs';
import { Refusal } from '../errors.mjs';
import { compilePattern, DAYS, MONTHS } from './pattern.mjs';

const pad = (n, width) => String(n).padStart(width, '0');

/** A timestamp in microseconds UTC as the pattern has it. */
export function formatTimestamp(micros, pattern) {
  const { days, micros: time } = splitMicros(micros);
  const fields = { ...civil(days), days, time, second: Math.floor(time / 1000000) };
  if (fields.year < 0 || fields.year > 9999) throw new Refusal('formatting a year beyond 0 to 9999');
  const era = pattern.includes('G');
  return text(compilePattern(pattern, false), fields, era);
}

// Every part of a timestamp is there, so optional ones are written too.
const text = (elements, fields, era) => elements.map((e) => e.text ?? (e.optional ? text(e.optional, fields, era) : written(e, fields, era))).join('');

function written({ letter, count }, f, era) {
  switch (letter) {
    case 'y': return year(era && f.year <= 0 ? 1 - f.year : f.year, count);
    case 'M': case 'L': return count > 2 ? named(MONTHS[f.month - 1], count) : pad(f.month, count);
    case 'd': return pad(f.day, count);
    case 'D': return pad(f.days - daysOf(f.year, 1, 1) + 1, count);
    case 'E': return named(DAYS[weekday(f.days)], Math.max(count, 3));
    case 'q': case 'Q': return quarter(Math.floor((f.month - 1) / 3) + 1, count);
    case 'G': return count < 4 ? (f.year > 0 ? 'AD' : 'BC') : f.year > 0 ? 'Anno Domini' : 'Before Christ';
    default: return ZONES[letter]?.(count) ?? timeField(letter, count, f);
  }
}

// The session's time zone is UTC.
const ZONES = {
  X: () => 'Z', x: (n) => (n === 1 ? '+00' : n % 2 === 0 ? '+0000' : '+00:00'), Z: (n) => (n < 4 ? '+0000' : n === 4 ? 'GMT' : 'Z'), O: () => 'GMT', V: () => 'UTC',
  z: (n) => (n === 4 ? 'Coordinated Universal Time' : 'UTC'),
};

export const weekday = (days) => (((days + 3) % 7) + 7) % 7;

const named = (name, count) => (count === 3 ? name.slice(0, 3) : name);

function year(y, count) {
  return count === 2 ? pad(y % 100, 2) : pad(y, count);
}

const ORDINALS = ['1st', '2nd', '3rd', '4th'];

function quarter(q, count) {
  if (count < 3) return pad(q, count);
  return count === 3 ? `Q${q}` : `${ORDINALS[q - 1]} quarter`;
}

function timeField(letter, count, { second, time }) {
  const hour = Math.floor(second / 3600);
  switch (letter) {
    case 'H': return pad(hour, count);
    case 'k': return pad(hour === 0 ? 24 : hour, count);
    case 'h': return pad(hour % 12 === 0 ? 12 : hour % 12, count);
    case 'K': return pad(hour % 12, count);
    case 'm': return pad(Math.floor(second / 60) % 60, count);
    case 's': return pad(second % 60, count);
    case 'a': return hour < 12 ? 'AM' : 'PM';
    case 'S': return (pad(time % 1000000, 6) + '000').slice(0, count);
    default: throw new Refusal(`the letter ${letter} in a datetime pattern`);
  }
}
