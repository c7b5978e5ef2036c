// Nodes of RLIKE, whose pattern is usually known before the query runs and is then looked at at once.

import { jsFunction } from '../duck/functions.mjs';
import { BOOLEAN, STRING } from '../types/types.mjs';
import { derived } from '../analyser/node.mjs';
import { compile } from './java-regex.mjs';
import { rlike } from './regex-values.mjs';

const call = jsFunction('rlike', [STRING, STRING], BOOLEAN, rlike);

export function regexNode(fn, args, name) {
  const [, pattern] = args;
  if (pattern.literal && pattern.value !== null) compile(pattern.value, fn);
  return derived({ type: BOOLEAN, name, args, emit: call, fails: !pattern.literal });
}
