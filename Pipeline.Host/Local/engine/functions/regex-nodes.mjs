// Nodes of RLIKE, whose pattern is usually known before the query runs and is then looked at at once.

import { jsFunction } from '../duck/functions.mjs';
import { BOOLEAN, STRING } from '../types/types.mjs';
import { derived, quoteString } from '../analyser/node.mjs';
import { compile } from './java-regex.mjs';
import { guarded, toRe2 } from './re2.mjs';
import { rlike } from './regex-values.mjs';

const call = jsFunction('rlike', [STRING, STRING], BOOLEAN, rlike);

export function regexNode(fn, args, name) {
  const [, pattern] = args;
  const known = pattern.literal && pattern.value !== null;
  if (known) compile(pattern.value, fn);
  const re2 = known && toRe2(pattern.value);
  const emit = re2 ? (s, p) => guarded(re2, s, `regexp_matches(${s}, ${quoteString(re2.source)})`, call(s, p)) : call;
  return derived({ type: BOOLEAN, name, args, emit, fails: !pattern.literal });
}
