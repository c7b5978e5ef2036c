// What the text functions compute, on JavaScript strings by code points.

import { SparkError } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { BINARY, INT, STRING } from '../types/types.mjs';
import { checkSize } from './sizes.mjs';

const ASCII = /^[\u0000-\u007f]*$/;
const characters = (s) => (ASCII.test(s) ? s : Array.from(s));
const joined = (part) => (typeof part === 'string' ? part : part.join(''));

/** The first letter of each word in upper case; words are parted by blanks only. */
export function initcap(s) {
  return s.toLowerCase().replace(/(^| )([^ ])/gu, (_, before, letter) => before + title(letter));
}

const title = (letter) => {
  const upper = letter.toUpperCase();
  return upper.length > 1 ? upper[0] + upper.slice(1).toLowerCase() : upper;
};

const SIDES = { ltrim: [true, false], rtrim: [false, true], trim: [true, true] };

function trimSet(s, set, [left, right]) {
  const chars = Array.from(s);
  const among = new Set(set);
  let from = 0;
  let to = chars.length;
  if (left) while (from < to && among.has(chars[from])) from++;
  if (right) while (to > from && among.has(chars[to - 1])) to--;
  return chars.slice(from, to).join('');
}

export const trimCall = Object.fromEntries(Object.entries(SIDES).map(([name, sides]) =>
  [name, jsFunction(`${name}_set`, [STRING, STRING], STRING, (s, set) => trimSet(s, set, sides))]));

// Place 0 counts as 1; a negative one counts from the end, and may begin before the text does.
function slice(value, start, length) {
  const size = value.length;
  const from = start > 0 ? start - 1 : start < 0 ? size + start : 0;
  const to = Math.min(from + length, size);
  return value.slice(Math.max(from, 0), Math.max(to, Math.max(from, 0)));
}

const substringText = jsFunction('substring_text', [STRING, INT, INT], STRING, (s, start, length) => joined(slice(characters(s), start, length)));
const substringBytes = jsFunction('substring_bytes', [BINARY, INT, INT], BINARY, slice);
export const substringCall = (type) => (type === BINARY ? substringBytes : substringText);

export function right(s, n) {
  const chars = characters(s);
  return n <= 0 ? '' : joined(chars.slice(Math.max(chars.length - n, 0)));
}

export const pad = (side) => (s, length, filler) => {
  const chars = characters(s);
  if (length <= chars.length) return length <= 0 ? '' : joined(chars.slice(0, length));
  const fill = characters(filler);
  if (fill.length === 0) return s;
  const missing = checkSize(length) - chars.length;
  const text = joined(fill).repeat(Math.floor(missing / fill.length)) + joined(fill.slice(0, missing % fill.length));
  return side === 'lpad' ? text + s : s + text;
};

export const padBytes = (side) => (bytes, length, filler) => {
  if (length <= bytes.length) return bytes.slice(0, Math.max(length, 0));
  if (filler.length === 0) return bytes;
  const fill = Uint8Array.from({ length: checkSize(length) - bytes.length }, (_, i) => filler[i % filler.length]);
  return side === 'lpad' ? Uint8Array.from([...fill, ...bytes]) : Uint8Array.from([...bytes, ...fill]);
};

export function translate(s, from, to) {
  const target = Array.from(to);
  const map = new Map();
  Array.from(from).forEach((c, i) => { if (!map.has(c)) map.set(c, target[i] ?? ''); });
  return Array.from(s, (c) => map.get(c) ?? c).join('');
}

export const replaceCall = jsFunction('replace', [STRING, STRING, STRING], STRING, (s, a, b) => (a === '' ? s : s.replaceAll(a, () => b)));
export const reverseCall = jsFunction('reverse', [STRING], STRING, (s) => Array.from(s).reverse().join(''));

/** Place of the first occurrence from a place on, counted from 1; 0 if there is none. */
export const locateCall = jsFunction('locate', [STRING, STRING, INT], INT, (needle, s, start) => {
  if (start < 1) return 0;
  const chars = characters(s);
  const offset = joined(chars.slice(0, start - 1)).length;
  if (start - 1 > chars.length) return 0;
  const found = s.indexOf(needle, offset);
  return found < 0 ? 0 : characters(s.slice(0, found)).length + 1;
}, { nulls: false });

export function substringIndex(s, delimiter, count) {
  if (count === 0 || delimiter === '') return '';
  let at = count > 0 ? -delimiter.length : s.length;
  for (let n = Math.abs(count); n > 0; n--) {
    at = count > 0 ? s.indexOf(delimiter, n === Math.abs(count) ? 0 : at + 1) : at === 0 ? -1 : s.lastIndexOf(delimiter, at - 1);
    if (at < 0) return s;
  }
  return count > 0 ? s.slice(0, at) : s.slice(at + delimiter.length);
}

export function splitPart(s, delimiter, index) {
  if (index === 0) throw new SparkError('INVALID_INDEX_OF_ZERO', 'The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).');
  const parts = delimiter === '' ? [s] : s.split(delimiter);
  return parts.at(index > 0 ? index - 1 : index) ?? '';
}

/** The part from a place on replaced by another text; without a length, by one as long. */
export const overlayCall = jsFunction('overlay', [STRING, STRING, INT, INT], STRING, (s, replacement, place, length) => {
  const chars = Array.from(s);
  const cut = length >= 0 ? length : Array.from(replacement).length;
  return joined(slice(chars, 1, place - 1)) + replacement + joined(slice(chars, place + cut, 2147483647 - place - cut));
});

export function chr(n) {
  if (n < 0n) return '';
  return String.fromCharCode(Number(n & 255n));
}
