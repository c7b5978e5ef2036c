// Datetime patterns as Spark 3 takes them: java.time's letters, less those that changed their meaning since Spark 2.

import { Refusal, SparkError } from '../errors.mjs';

const WEEK_BASED = /[YWwuec]/;
const NEVER = /[ABnNp]/;
const NOT_WHEN_PARSING = /[EFqQ]/;
const TOO_LONG = /GGGGG|MMMMM|LLLLL|EEEEE|QQQQQ|qqqqq|y{11}/;

const illegal = (text) => {
  throw new SparkError('INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION', `You may get a different result due to the upgrading to `
    + `Spark >= 3.0: ${text} You can set "spark.sql.legacy.timeParserPolicy" to "LEGACY" on a cluster, or write a pattern that Spark 3 knows.`);
};

const cache = new Map();

/** The elements of a pattern: {letter, count}, {text}, or {optional: elements}. */
export function compilePattern(pattern, parsing) {
  const key = `${parsing ? 'p' : 'f'}${pattern}`;
  if (!cache.has(key)) {
    if (cache.size > 200) cache.clear();
    cache.set(key, elements(pattern, parsing));
  }
  return cache.get(key);
}

function elements(pattern, parsing) {
  const open = [[]];
  for (let i = 0; i < pattern.length;) {
    const c = pattern[i];
    const list = open[open.length - 1];
    if (c === "'") { i = quotedText(pattern, i, list); continue; }
    if (/[A-Za-z]/.test(c)) {
      let count = 1;
      while (pattern[i + count] === c) count++;
      list.push(letterElement(c, count, pattern, parsing));
      i += count;
      continue;
    }
    if (c === '[') { open.push([]); i++; continue; }
    if (c === ']') { close(open); i++; continue; }
    if (c === '{' || c === '}' || c === '#') illegal(`Pattern includes reserved character: '${c}'.`);
    list.push({ text: c });
    i++;
  }
  while (open.length > 1) close(open);
  return open[0];
}

function close(open) {
  if (open.length === 1) illegal('Pattern invalid as it contains ] without previous [.');
  const optional = open.pop();
  open[open.length - 1].push({ optional });
}

function quotedText(pattern, start, list) {
  if (pattern[start + 1] === "'") { list.push({ text: "'" }); return start + 2; }
  let text = '';
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] !== "'") { text += pattern[i]; continue; }
    if (pattern[i + 1] !== "'") { list.push({ text }); return i + 1; }
    text += "'";
    i++;
  }
  return illegal(`Pattern ends with an incomplete string literal: ${pattern}.`);
}

const LENGTHS = {
  G: 4, y: 10, M: 4, L: 4, d: 2, D: 3, E: 4, F: 1, q: 4, Q: 4, a: 1, h: 2, H: 2, k: 2, K: 2, m: 2, s: 2, S: 9, V: 2, z: 4, O: 4, X: 5, x: 5, Z: 5,
};
const UNSUPPORTED = { true: /[FVzO]/, false: /[F]/ };
const COUNTS = { V: [2], O: [1, 4] };

function letterElement(letter, count, pattern, parsing) {
  if (WEEK_BASED.test(letter)) illegal(`All week-based patterns are unsupported since Spark 3.0, detected: ${letter}, Please use the SQL function EXTRACT instead.`);
  if (NEVER.test(letter) || (parsing && NOT_WHEN_PARSING.test(letter))) illegal(`Illegal pattern character: ${letter}.`);
  const longest = LENGTHS[letter];
  if (longest === undefined) illegal(`Unknown pattern letter: ${letter}.`);
  if (count > longest || TOO_LONG.test(letter.repeat(count))) illegal(`Too many pattern letters: ${letter}.`);
  if (COUNTS[letter] && !COUNTS[letter].includes(count)) illegal(`Pattern letter count must be ${COUNTS[letter].join(' or ')}: ${letter}.`);
  if (UNSUPPORTED[parsing].test(letter) || (parsing && letter === 'Z' && count > 3)) throw new Refusal(`the letter ${letter} in the datetime pattern '${pattern}'`);
  // The era changes how years are counted.
  if (parsing && letter === 'G') throw new Refusal(`the letter G in a datetime pattern to parse by ('${pattern}')`);
  return { letter, count };
}

export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
