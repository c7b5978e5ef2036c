// LIKE and ILIKE: % and _, one escape character, which may stand before %, _ and itself only.

import { SparkError } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { BOOLEAN, STRING } from '../types/types.mjs';
import { derived, quoteString } from '../analyser/node.mjs';

const escapeFault = (pattern, what) => new SparkError(what === null ? 'INVALID_FORMAT.ESC_AT_THE_END' : 'INVALID_FORMAT.ESC_IN_THE_MIDDLE',
  `The format is invalid: '${pattern}'. The escape character is not allowed to ${what === null ? 'end with' : `precede '${what}'`}.`);

/** The pattern as parts: text, any one character, or any text. */
function partsOf(pattern, escape) {
  const parts = [];
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    if (chars[i] === escape) {
      i++;
      if (i === chars.length) throw escapeFault(pattern, null);
      if (chars[i] !== '%' && chars[i] !== '_' && chars[i] !== escape) throw escapeFault(pattern, chars[i]);
      parts.push(chars[i]);
    } else parts.push(chars[i] === '_' ? { one: true } : chars[i] === '%' ? { any: true } : chars[i]);
  }
  return parts;
}

const cache = new Map();

function regexOf(pattern, escape, fold) {
  const key = `${fold}${escape}${pattern}`;
  if (!cache.has(key)) {
    if (cache.size > 500) cache.clear();
    const source = partsOf(fold ? pattern.toLowerCase() : pattern, escape)
      .map((p) => (p.one ? '.' : p.any ? '.*' : p.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))).join('');
    cache.set(key, new RegExp(`^${source}$`, 'us'));
  }
  return cache.get(key);
}

const likeCall = jsFunction('like', [STRING, STRING, STRING], BOOLEAN, (s, p, e) => regexOf(p, e, false).test(s));
const ilikeCall = jsFunction('ilike', [STRING, STRING, STRING], BOOLEAN, (s, p, e) => regexOf(p, e, true).test(s.toLowerCase()));

export function likeNode(op, text, pattern, escape, name) {
  const known = pattern.literal && pattern.value !== null;
  if (known) partsOf(pattern.value, escape);
  const call = op === 'like' ? likeCall : ilikeCall;
  const emit = op === 'like' && known && !pattern.value.includes('\u0000') ? (s, p) => `(${s} LIKE ${p} ESCAPE ${quoteString(escape)})` : (s, p) => call(s, p, quoteString(escape));
  return derived({ type: BOOLEAN, name, args: [text, pattern], emit, fails: !known });
}
