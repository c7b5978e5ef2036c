// Functions with regular expressions, in Java's dialect.

import { arrayOf, BOOLEAN, INT, STRING } from '../types/types.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { derived } from '../analyser/node.mjs';
import { compile } from './java-regex.mjs';
import { define } from './registry.mjs';
import { regexNode } from './regex-nodes.mjs';
import * as regex from './regex-values.mjs';
import { jsFunction } from '../duck/functions.mjs';

const known = (fn, nodes) => { const [, p] = nodes; if (p.literal && p.value !== null) compile(p.value, fn); };

define('rlike regexp regexp_like', { params: [STRING, STRING], result: BOOLEAN, build: (call) => regexNode('rlike', checkedArguments(call, call.shown), `${call.name.toUpperCase()}(${call.args.map((a) => a.shown).join(', ')})`) });

const replaceCall = jsFunction('regexp_replace', [STRING, STRING, STRING, INT], STRING, regex.replace);
define('regexp_replace', {
  params: [STRING, STRING, STRING, INT], min: 3, result: STRING, fails: true,
  build: (call) => withDefault(call, 3, (...sqls) => replaceCall(...sqls), '1'),
});

const extractCall = jsFunction('regexp_extract', [STRING, STRING, INT], STRING, regex.extract);
define('regexp_extract', { params: [STRING, STRING, INT], min: 2, result: STRING, build: (call) => withDefault(call, 2, extractCall, '1') });

const extractAllCall = jsFunction('regexp_extract_all', [STRING, STRING, INT], arrayOf(STRING), regex.extractAll);
define('regexp_extract_all', { params: [STRING, STRING, INT], min: 2, result: arrayOf(STRING), build: (call) => withDefault(call, 2, extractAllCall, '1') });

const splitCall = jsFunction('split', [STRING, STRING, INT], arrayOf(STRING, false), regex.split);
define('split', { params: [STRING, STRING, INT], min: 2, result: arrayOf(STRING, false), build: (call) => withDefault(call, 2, splitCall, '-1') });

define('regexp_substr', { params: [STRING, STRING], result: STRING, nullable: true, js: regex.substr, fails: true });
define('regexp_count', { params: [STRING, STRING], result: INT, js: regex.count, fails: true });
define('regexp_instr', { params: [STRING, STRING], result: INT, js: regex.instr, fails: true });

// Arguments left out show in the column's name with what they stand for.
function withDefault(call, place, run, fallback) {
  const args = checkedArguments(call, call.shown);
  known(call.row.own, args);
  const missing = args.length <= place;
  const shown = missing ? `${call.name}(${[...call.args.map((a) => a.shown), fallback].join(', ')})` : call.shown;
  return derivedCall(call.row.result, shown, args, (...sqls) => run(...sqls, ...(missing ? [`${fallback}::INTEGER`] : [])));
}

const derivedCall = (type, name, args, emit) => derived({ type, name, args, emit, fails: true });
