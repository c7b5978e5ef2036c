// Text: cut, padded, searched, in other case. Lengths and places count characters (code points).

import { BINARY, BOOLEAN, INT, LONG, STRING } from '../types/types.mjs';
import { concat } from '../analyser/concat.mjs';
import { fail, refuse } from '../errors.mjs';
import { derived, node } from '../analyser/node.mjs';
import { arrayOf } from '../types/types.mjs';
import { define, topic } from './registry.mjs';
import { sizeSql } from './sizes.mjs';
import { likeNode } from './like.mjs';
import { checkedArguments, callName } from '../analyser/calls.mjs';
import * as text from './text-values.mjs';
import { jsFunction } from '../duck/functions.mjs';

topic('Strings');

const upperCall = jsFunction('upper', [STRING], STRING, (s) => s.toUpperCase());
const lowerCall = jsFunction('lower', [STRING], STRING, (s) => s.toLowerCase());

// ASCII has as many bytes as characters; the rest needs the full rules of Unicode.
const cased = (native, call) => (s) => (s.length > 200 ? call(s) : `CASE WHEN strlen(${s}) = length(${s}) THEN ${native}(${s}) ELSE ${call(s)} END`);

define('upper ucase', { params: [STRING], result: STRING, sql: (s) => cased('upper', upperCall)(s) });
define('lower lcase', { params: [STRING], result: STRING, sql: (s) => cased('lower', lowerCall)(s) });
define('initcap', { params: [STRING], result: STRING, js: text.initcap });

define('length char_length character_length len', {
  params: [[STRING, BINARY]], result: INT, sql: (s, { types }) => `CAST(${types[0] === BINARY ? 'octet_length' : 'length'}(${s}) AS INTEGER)`,
});
define('octet_length', { params: [[STRING, BINARY]], result: INT, sql: (s, { types }) => `CAST(${types[0] === BINARY ? `octet_length(${s})` : `strlen(${s})`} AS INTEGER)` });
define('bit_length', { params: [[STRING, BINARY]], result: INT, sql: (s, { types }) => `CAST(${types[0] === BINARY ? `octet_length(${s})` : `strlen(${s})`} * 8 AS INTEGER)` });

// With two arguments ltrim and rtrim have the characters first, btrim has them last.
const trimmed = (side) => (call) => {
  const args = checkedArguments(call, call.shown);
  const [set, source] = side === 'trim' ? [args[1], args[0]] : args.length === 2 ? [args[0], args[1]] : [undefined, args[0]];
  const ordered = set ? [source, set] : [source];
  const sets = set && !(set.literal && set.value !== '' && set.value !== null);
  return node({
    type: STRING, nullable: ordered.some((a) => a.nullable), args: ordered, name: trimName(side, call, source, set),
    emit: (s, chars) => (sets ? text.trimCall[side](s, chars) : `${side}(${s}, ${chars ?? "' '"})`),
  });
};

const WORDS = { ltrim: 'LEADING', rtrim: 'TRAILING' };

const trimName = (side, call, source, set) => (set && WORDS[side] ? `TRIM(${WORDS[side]} ${set.shown} FROM ${source.shown})` : `${call.name}(${call.args.map((a) => a.shown).join(', ')})`);

define('ltrim', { params: [STRING, STRING], min: 1, result: STRING, build: trimmed('ltrim') });
define('rtrim', { params: [STRING, STRING], min: 1, result: STRING, build: trimmed('rtrim') });
define('btrim', { params: [STRING, STRING], min: 1, result: STRING, build: trimmed('trim') });
// trim(a, b) has the characters first as well.
define('trim', {
  params: [STRING, STRING], min: 1, result: STRING,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    if (args.length === 1) return node({ type: STRING, nullable: args[0].nullable, args, name: call.shown, emit: (s) => `trim(${s}, ' ')` });
    const [set, source] = args;
    return node({ type: STRING, nullable: set.nullable || source.nullable, args: [source, set], name: `TRIM(BOTH ${set.shown} FROM ${source.shown})`, emit: text.trimCall.trim });
  },
});

// An argument left out shows in the column's name with what it stands for.
const shownWith = (call, place, fallback) => (call.args.length > place ? callName(call.row, call.args) : callName(call.row, [...call.args, { shown: fallback }]));

const isPlain = (n, low) => n?.literal && n.value !== null && n.value >= low;

function substringSql(s, start, length, { nodes }) {
  const [, from, count] = nodes;
  const simple = isPlain(from, 1n) && (count === undefined || isPlain(count, 0n)) && nodes[0].type === STRING;
  if (simple) return length === undefined ? `substring(${s}, ${from.value})` : `substring(${s}, ${from.value}, ${count.value})`;
  return undefined;
}

define('substring substr', {
  params: [[STRING, BINARY], INT, INT], min: 2,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    const [{ type }] = args;
    const emit = (s, start, length) => substringSql(s, start, length, { nodes: args }) ?? text.substringCall(type)(s, start, length ?? '2147483647::INTEGER');
    return derived({ type, name: shownWith(call, 2, '2147483647'), args, emit });
  },
});

define('left', { params: [[STRING, BINARY], INT], result: ([t]) => t, sql: (s, n, { types }) => (types[0] === BINARY ? text.substringCall(BINARY)(s, '1::INTEGER', n) : `CASE WHEN ${n} <= 0 AND ${s} IS NOT NULL THEN '' ELSE substring(${s}, 1, ${n}) END`) });
define('right', { params: [STRING, INT], result: STRING, js: text.right });
define('lpad', { params: [[STRING, BINARY], INT, [STRING, BINARY]], min: 2, result: ([t]) => t, build: (call) => padded(call, 'lpad') });
define('rpad', { params: [[STRING, BINARY], INT, [STRING, BINARY]], min: 2, result: ([t]) => t, build: (call) => padded(call, 'rpad') });

function padded(call, side) {
  const binary = call.args[0]?.type === BINARY && (call.args.length < 3 || call.args[2].type === BINARY);
  const params = binary ? [BINARY, INT, BINARY] : [STRING, INT, STRING];
  const args = checkedArguments({ ...call, row: { ...call.row, params } }, call.shown);
  const shown = shownWith(call, 2, binary ? "X'00'" : ' ');
  const fn = binary ? text.padBytes(side) : text.pad(side);
  const run = jsFunction(`${side}_${binary ? 'bytes' : 'text'}`, params, params[0], fn);
  return node({
    type: params[0], nullable: args.some((a) => a.nullable), args, name: shown,
    emit: (s, n, p) => run(s, n, p ?? (binary ? "'\\x00'::BLOB" : "' '")),
  });
}

define('repeat', { params: [STRING, INT], result: STRING, sql: (s, n, { nodes }) => `CASE WHEN ${n} IS NOT NULL THEN repeat(${s}, greatest(${sizeSql(n, nodes[1])}, 0)) END` });
define('space', { params: [INT], result: STRING, sql: (n, { nodes }) => `CASE WHEN ${n} IS NOT NULL THEN repeat(' ', greatest(${sizeSql(n, nodes[0])}, 0)) END` });
define('translate', { params: [STRING, STRING, STRING], result: STRING, js: text.translate });
define('replace', { params: [STRING, STRING, STRING], min: 2, build: (call) => derived({ type: STRING, name: shownWith(call, 2, ''), args: checkedArguments(call, call.shown), emit: (s, a, b = "''") => text.replaceCall(s, a, b) }) });
define('concat', { build: (call) => concat(call.args, call.pos), variadic: true });
define('concat_ws', { build: (call) => concatWs(call), variadic: true });

const joinedList = jsFunction('concat_ws_list', [STRING, arrayOf(STRING)], STRING, (separator, list) => list.filter((x) => x !== null).join(separator));

function concatWs(call) {
  const list = arrayOf(STRING);
  const args = checkedArguments({ ...call, row: { ...call.row, name: 'concat_ws', params: [STRING], rest: [list, STRING] } }, call.shown);
  const parts = args.slice(1);
  const emit = (separator, ...sqls) => {
    if (sqls.length === 0) return `CASE WHEN ${separator} IS NOT NULL THEN '' END`;
    if (parts.every((p) => p.type === STRING)) return `concat_ws(${[separator, ...sqls].join(', ')})`;
    const lists = sqls.map((s, i) => (parts[i].type === STRING ? `[${s}]` : `coalesce(${s}, []::VARCHAR[])`));
    const all = lists.length === 1 ? lists[0] : `list_concat(${lists.join(', ')})`;
    return joinedList(separator, all);
  };
  return node({ type: STRING, nullable: args[0].nullable, args, name: call.shown, emit });
}

define('contains', { params: [STRING, STRING], result: BOOLEAN, sql: (s, t) => `contains(${s}, ${t})` });
define('startswith', { params: [STRING, STRING], result: BOOLEAN, sql: (s, t) => `starts_with(${s}, ${t})` });
define('endswith', { params: [STRING, STRING], result: BOOLEAN, sql: (s, t) => `ends_with(${s}, ${t})` });
define('instr', { params: [STRING, STRING], result: INT, sql: (s, t) => `CAST(instr(${s}, ${t}) AS INTEGER)` });
define('locate position', {
  params: [STRING, STRING, INT], min: 2,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    return derived({ type: INT, name: shownWith(call, 2, '1'), args, emit: (s, t, from) => (from === undefined ? text.locateCall(s, t, '1::INTEGER') : `CASE WHEN ${from} IS NULL THEN 0 ELSE ${text.locateCall(s, t, from)} END`) });
  },
});
define('substring_index', { params: [STRING, STRING, INT], result: STRING, js: text.substringIndex });
define('split_part', { params: [STRING, STRING, INT], result: STRING, js: text.splitPart, fails: true });
define('reverse', { params: [[STRING, 'array']], result: ([t]) => t, sql: (s, { types }) => (types[0] === STRING ? text.reverseCall(s) : `list_reverse(${s})`) });
define('overlay', {
  params: [STRING, STRING, INT, INT], min: 3,
  build: (call) => {
    if (call.args.some((a) => a.type === BINARY)) refuse('overlay of binary values', call.pos);
    const args = checkedArguments(call, call.shown);
    return derived({ type: STRING, name: shownWith(call, 3, '-1'), args, emit: (s, t, place, length = '-1::INTEGER') => text.overlayCall(s, t, place, length) });
  },
});
define('ascii', { params: [STRING], result: INT, js: (s) => (s === '' ? 0 : s.codePointAt(0)) });
define('char chr', { params: [LONG], result: STRING, js: text.chr });
define('elt', { params: [INT], rest: [STRING, BINARY], min: 2, result: ([, ...t]) => (t.every((x) => x === BINARY) ? BINARY : STRING), nullable: true, build: (call) => elt(call) });

function elt(call) {
  const args = checkedArguments({ ...call, row: { ...call.row, rest: STRING } }, call.shown);
  return node({
    type: STRING, nullable: true, args, name: call.shown,
    emit: (n, ...sqls) => `CASE ${n} ${sqls.map((s, i) => `WHEN ${i + 1} THEN ${s}`).join(' ')} END`,
  });
}

define('like', { params: [STRING, STRING, STRING], min: 2, result: BOOLEAN, build: (call) => likeCall('like', call) });
define('ilike', { params: [STRING, STRING, STRING], min: 2, result: BOOLEAN, build: (call) => likeCall('ilike', call) });

function likeCall(op, call) {
  const args = checkedArguments(call, call.shown);
  if (args[2] && !(args[2].literal && args[2].value?.length === 1)) fail('INVALID_ESCAPE_CHAR', '`EscapeChar` should be a string literal of length one.', call.pos);
  const escape = args[2]?.value ?? '\\';
  return likeNode(op, args[0], args[1], escape, op === 'like' ? `${args[0].shown} LIKE ${args[1].shown}` : call.shown);
}
