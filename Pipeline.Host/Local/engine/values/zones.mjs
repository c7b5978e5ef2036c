// Time zones: fixed offsets in Java's spellings, and regions through the time zone data that Node carries.

import { Refusal } from '../errors.mjs';

const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?|:(\d))?$/;
const SECOND = 1000000n;

/** A fixed offset in seconds, or null where the name is no offset. */
export function fixedOffset(name) {
  if (name === 'Z' || name === 'UTC' || name === 'GMT' || name === 'UT') return 0;
  const m = OFFSET.exec(name);
  if (!m) return null;
  const [hours, minutes, seconds] = [Number(m[2]), Number(m[3] ?? m[5] ?? 0), Number(m[4] ?? 0)];
  if (hours > 18 || minutes > 59 || seconds > 59 || (hours === 18 && (minutes > 0 || seconds > 0))) return undefined;
  const total = (hours * 60 + minutes) * 60 + seconds;
  return m[1] === '-' ? -total : total;
}

// Names that java.time knows and that mean a zone of several offsets, or none that Node spells so.
const UNCLEAR = new RegExp(`^(?:${[
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST EST MST HST',
  'EST5EDT CST6CDT MST7MDT PST8PDT Cuba Egypt Eire GB GB-Eire GMT0 Greenwich Hongkong Iceland Iran Israel Jamaica Japan Kwajalein',
  'Libya NZ NZ-CHAT Navajo PRC Poland Portugal ROK Singapore Turkey UCT Universal W-SU Zulu',
].join(' ').replace(/ /g, '|')}|(?:Etc|SystemV|US|Canada|Brazil|Chile|Mexico)/.*)$`);

const formats = new Map();

function formatOf(region) {
  if (!formats.has(region)) {
    if (UNCLEAR.test(region)) throw new Refusal(`time zone ${region}`);
    let format = null;
    if (/^[A-Za-z_]+\/[A-Za-z_/+-]+[0-9]*$/.test(region) || region === 'CET' || region === 'EET' || region === 'WET' || region === 'MET') {
      try {
        format = new Intl.DateTimeFormat('en-US', {
          timeZone: region, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
          second: 'numeric',
        });
      } catch { format = null; }
    }
    formats.set(region, format);
  }
  return formats.get(region);
}

export const isKnownZone = (name) => typeof fixedOffset(name) === 'number' || formatOf(name) !== null;

/** Offset of a region at an instant, in microseconds. Before 1970 the sources of time zone data differ. */
export function offsetAt(name, micros) {
  const fixed = fixedOffset(name);
  if (typeof fixed === 'number') return BigInt(fixed) * SECOND;
  const format = formatOf(name);
  if (format === null) return null;
  if (micros < 0n) throw new Refusal(`time zone ${name} before 1970`);
  if (micros > 4102444800000000n) throw new Refusal(`time zone ${name} after 2099`);
  const parts = Object.fromEntries(format.formatToParts(Number(micros / 1000n)).map((p) => [p.type, Number(p.value)]));
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return BigInt(local) * 1000n - (micros - (micros % SECOND));
}

/** Offset of a local time, in microseconds: in an overlap the earlier one, in a gap the one before it, as java.time does. */
export function zoneOffset(name, local) {
  const fixed = fixedOffset(name);
  if (typeof fixed === 'number') return BigInt(fixed) * SECOND;
  if (fixed === undefined || formatOf(name) === null) return null;
  const day = 86400n * SECOND;
  const before = offsetAt(name, local - day);
  if (offsetAt(name, local - before) === before) return before;
  const after = offsetAt(name, local + day);
  return offsetAt(name, local - after) === after ? after : before;
}
