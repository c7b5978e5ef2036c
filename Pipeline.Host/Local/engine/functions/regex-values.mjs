// What the regular expression functions compute: find, replace, extract, split.

import { Refusal, SparkError } from '../errors.mjs';
import { compile } from './java-regex.mjs';

function* matches(compiled, text) {
  const { regex } = compiled;
  regex.lastIndex = 0;
  for (let m = regex.exec(text); m !== null; m = regex.exec(text)) {
    const next = m[0] === '' ? m.index + (text.codePointAt(m.index) > 0xffff ? 2 : 1) : regex.lastIndex;
    yield m;
    regex.lastIndex = next;
    if (next > text.length) return;
  }
}

export function rlike(text, pattern) {
  const { regex } = compile(pattern, 'rlike');
  regex.lastIndex = 0;
  return regex.test(text);
}

function groupOf(compiled, index, fn) {
  if (index < 0 || index > compiled.groups) {
    throw new SparkError('INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX',
      `The value of parameter(s) \`idx\` in \`${fn}\` is invalid: Expects group index between 0 and ${compiled.groups}, but got ${index}.`);
  }
  if (compiled.risky.has(index)) throw new Refusal('a group inside a repeated group of a regular expression');
  return compiled.map[index];
}

/** The group of the first match, '' without one. */
export function extract(text, pattern, index) {
  const compiled = compile(pattern, 'regexp_extract');
  for (const m of matches(compiled, text)) return m[groupOf(compiled, index, 'regexp_extract')] ?? '';
  return '';
}

export function extractAll(text, pattern, index) {
  const compiled = compile(pattern, 'regexp_extract_all');
  const found = [];
  for (const m of matches(compiled, text)) found.push(m[groupOf(compiled, index, 'regexp_extract_all')] ?? '');
  return found;
}

export function substr(text, pattern) {
  for (const m of matches(compile(pattern, 'regexp_substr'), text)) return m[0] === '' ? null : m[0];
  return null;
}

export function count(text, pattern) {
  let n = 0;
  for (const _ of matches(compile(pattern, 'regexp_count'), text)) n++;
  return n;
}

/** Place of the first match counted in UTF-16 units from 1, 0 without one. */
export function instr(text, pattern) {
  for (const m of matches(compile(pattern, 'regexp_instr'), text)) return m.index + 1;
  return 0;
}

/** Replaces all matches from a position (counted from 1) on. */
export function replace(text, pattern, replacement, position) {
  const compiled = compile(pattern, 'regexp_replace');
  const start = position - 1;
  if (start !== 0 && start >= text.length) return text;
  const tail = text.slice(start);
  let out = text.slice(0, start);
  let end = 0;
  const pieces = templateOf(replacement);
  for (const m of matches(compiled, tail)) {
    out += tail.slice(end, m.index) + filled(pieces, m, compiled);
    end = m.index + m[0].length;
  }
  return out + tail.slice(end);
}

const templates = new Map();

function templateOf(replacement) {
  if (!templates.has(replacement)) {
    if (templates.size > 500) templates.clear();
    templates.set(replacement, parseTemplate(replacement));
  }
  return templates.get(replacement);
}

// A template is read as far as a match makes it necessary, so its faults are kept as pieces too.
function parseTemplate(text) {
  const pieces = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') {
      i++;
      pieces.push(i < text.length ? text[i] : { fault: 'character to be escaped is missing' });
    } else if (c === '$') {
      const named = /^\{([a-zA-Z][a-zA-Z0-9]*)\}/.exec(text.slice(i + 1));
      if (named) { pieces.push({ name: named[1] }); i += named[0].length; continue; }
      const digits = /^\d+/.exec(text.slice(i + 1));
      if (!digits) { pieces.push({ fault: i + 1 < text.length ? 'Illegal group reference' : 'Illegal group reference: group index is missing' }); continue; }
      pieces.push({ digits: digits[0] });
      i += digits[0].length;
    } else pieces.push(c);
  }
  return pieces;
}

function filled(pieces, m, compiled) {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    if (piece.fault) throw new SparkError(null, piece.fault);
    if (piece.name) {
      if (!m.groups || !(piece.name in m.groups)) throw new SparkError(null, `No group with name {${piece.name}}`);
      return m.groups[piece.name] ?? '';
    }
    return byNumber(piece.digits, m, compiled);
  }).join('');
}

// As many digits as still name a group belong to its number.
function byNumber(digits, m, compiled) {
  let number = Number(digits[0]);
  if (number > compiled.groups) throw new SparkError(null, `No group ${number}`);
  let used = 1;
  while (used < digits.length && number * 10 + Number(digits[used]) <= compiled.groups) { number = number * 10 + Number(digits[used]); used++; }
  if (compiled.risky.has(number)) throw new Refusal('a group inside a repeated group of a regular expression');
  return (m[compiled.map[number]] ?? '') + digits.slice(used);
}

/** String.split of Java with a limit; 0 counts as none. */
export function split(text, pattern, limit) {
  if (pattern === '' && text !== '') return splitCharacters(text, limit);
  const compiled = compile(pattern, 'split');
  const parts = [];
  let index = 0;
  for (const m of matches(compiled, text)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (index === 0 && m.index === 0 && m[0] === '') continue;
    parts.push(text.slice(index, m.index));
    index = m.index + m[0].length;
  }
  parts.push(text.slice(index));
  return parts;
}

function splitCharacters(text, limit) {
  const chars = [...text];
  if (limit <= 0 || limit >= chars.length) return chars;
  return [...chars.slice(0, limit - 1), chars.slice(limit - 1).join('')];
}
