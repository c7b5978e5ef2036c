// Functions with regular expressions, in Java's dialect.

import { fail, refuse } from '../errors.mjs';
import { arrayOf, BOOLEAN, INT, STRING } from '../types/types.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { derived, quoteString } from '../analyser/node.mjs';
import { compile } from './java-regex.mjs';
import { guarded, plainText, toRe2, toRe2Replacement } from './re2.mjs';
import { define, topic } from './registry.mjs';
import { regexNode } from './regex-nodes.mjs';
import * as regex from './regex-values.mjs';
import { jsFunction } from '../duck/functions.mjs';

topic('Regular expressions');

const known = (fn, nodes) => { const [, p] = nodes; if (p.literal && p.value !== null) compile(p.value, fn); };

define('rlike regexp regexp_like', { params: [STRING, STRING], result: BOOLEAN, build: (call) => regexNode('rlike', checkedArguments(call, call.shown), `${call.name.toUpperCase()}(${call.args.map((a) => a.shown).join(', ')})`) });

const replaceCall = jsFunction('regexp_replace', [STRING, STRING, STRING, INT], STRING, regex.replace);
define('regexp_replace', { params: [STRING, STRING, STRING, INT], min: 3, build: (call) => { checkPosition(call); return withDefault(call, 3, replaceCall, '1', nativeReplace); } });

function checkPosition({ args: [, , , position], shown, pos }) {
  if (!position || (position.literal && position.value > 0n)) return;
  if (!position.foldable) refuse('regexp_replace from a position that is no literal', pos);
  fail('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', `Cannot resolve "${shown}" due to data type mismatch: The position must be between (0, 2147483647] (current value = ${position.shown}).`, pos);
}

// What matches nothing at all is replaced at other places by RE2.
function nativeReplace([, pattern, replacement, position], re2) {
  const target = !position && replacement.literal && re2.least > 0 && !re2.repeatedGroups && replacement.value !== null && toRe2Replacement(replacement.value, re2.groups);
  if (target === false || target === null || target === undefined) return undefined;
  return (s) => `regexp_replace(${s}, ${quoteString(re2.source)}, ${quoteString(target)}, 'g')`;
}

const extractCall = jsFunction('regexp_extract', [STRING, STRING, INT], STRING, regex.extract);
define('regexp_extract', { params: [STRING, STRING, INT], min: 2, build: (call) => withDefault(call, 2, extractCall, '1', nativeExtract) });

function nativeExtract([, , index], re2) {
  const group = index ? (index.literal && index.value !== null ? Number(index.value) : -1) : 1;
  if (group < 0 || group > Math.min(re2.groups, 9) || re2.repeatedGroups) return undefined;
  return (s) => `regexp_extract(${s}, ${quoteString(re2.source)}, ${group})`;
}

const extractAllCall = jsFunction('regexp_extract_all', [STRING, STRING, INT], arrayOf(STRING), regex.extractAll);
define('regexp_extract_all', { params: [STRING, STRING, INT], min: 2, result: arrayOf(STRING), build: (call) => withDefault(call, 2, extractAllCall, '1') });

const splitCall = jsFunction('split', [STRING, STRING, INT], arrayOf(STRING, false), regex.split);
define('split', { params: [STRING, STRING, INT], min: 2, result: arrayOf(STRING, false), build: (call) => withDefault(call, 2, splitCall, '-1') });

define('regexp_substr', { params: [STRING, STRING], result: STRING, nullable: true, js: regex.substr, fails: true });
define('regexp_count', { params: [STRING, STRING], result: INT, js: regex.count, fails: true });
const instrCall = jsFunction('regexp_instr', [STRING, STRING], INT, regex.instr);
define('regexp_instr', { params: [STRING, STRING], build: (call) => {
  if (call.args.length === 3) refuse('regexp_instr with a group', call.pos);
  const args = checkedArguments(call, call.shown);
  return derived({ type: INT, name: `${call.shown.slice(0, -1)}, 0)`, args, fails: true, emit: instrCall });
} });

// Arguments left out show in the column's name with what they stand for.
function withDefault(call, place, run, fallback, native) {
  const args = checkedArguments(call, call.shown);
  known(call.row.own, args);
  const missing = args.length <= place;
  const name = missing ? `${call.name}(${[...call.args.map((a) => a.shown), fallback].join(', ')})` : call.shown;
  const slow = (...sqls) => run(...sqls, ...(missing ? [`${fallback}::INTEGER`] : []));
  const [, pattern] = args;
  const re2 = native && pattern.literal && pattern.value !== null ? toRe2(pattern.value) : null;
  const quick = re2 && native(args, re2);
  const emit = quick ? (...sqls) => guarded(re2, sqls[0], quick(sqls[0]), slow(...sqls)) : call.row.own === 'split' ? splitSql(args, slow) : slow;
  return derived({ type: call.row.result ?? STRING, name, args, emit, fails: !quick });
}

// Parts at a plain text are found by DuckDB itself.
function splitSql([, pattern, limit], slow) {
  const separator = pattern.literal && pattern.value !== null && !limit ? plainText(pattern.value) : null;
  return separator === null ? slow : (s) => `string_split(${s}, ${quoteString(separator)})`;
}
