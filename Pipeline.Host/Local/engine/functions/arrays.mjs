// Arrays: made, searched, sorted, combined.

import { fail, refuse, SparkError } from '../errors.mjs';
import { commonType, loses, tightest, widerWithoutText } from '../types/coercion.mjs';
import { arrayOf, BOOLEAN, contains, DATE, INT, isNested, isWhole, LONG, STRING, structOf, TIMESTAMP, VOID } from '../types/types.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { argumentWrong, inputsDiffer } from '../analyser/mismatch.mjs';
import { derived, node } from '../analyser/node.mjs';
import { indexOf } from '../analyser/access.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { addMonths, microsOf, splitMicros } from '../values/calendar.mjs';
import { define, topic } from './registry.mjs';
import { checkSize, sizeSql } from './sizes.mjs';

topic('Arrays');

define('array', { variadic: true, build: (call) => array(call) });

function array({ args, shown, pos }) {
  const type = args.length === 0 ? VOID : commonType(args.map((a) => a.type));
  if (!type) return inputsDiffer(shown, 'array', args.map((a) => a.type), pos);
  const list = arrayOf(type, args.some((a) => a.nullable || loses(a.type, type)));
  return node({ type: list, nullable: false, name: shown, args: args.map((a) => coerce(a, type)), emit: (...sqls) => (sqls.length === 0 ? `([]::${list.duck})` : `[${sqls.join(', ')}]`) });
}

define('size cardinality', { params: [['array', 'map']], result: INT, nullable: false, sql: (x, { types }) => `CAST(coalesce(${types[0].kind === 'map' ? 'cardinality' : 'len'}(${x}), -1) AS INTEGER)` });
define('array_size', { params: ['array'], result: INT, sql: (x) => `CAST(len(${x}) AS INTEGER)` });

define('get', { params: ['array', INT], build: (call) => { const [a, i] = checkedArguments(call, call.shown); return indexOf(a, i, call.pos).with({ name: call.shown }); } });
define('element_at', { params: [['array', 'map'], 'any'], build: (call) => elementAt(call, false) });
define('try_element_at', { params: [['array', 'map'], 'any'], build: (call) => elementAt(call, true) });

const zero = jsFunction('index_of_zero', [INT], INT, (i) => {
  if (i === 0) throw new SparkError('INVALID_INDEX_OF_ZERO', 'The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).');
  return i;
});

// Arrays count from 1, or from the end with a negative place.
function elementAt(call) {
  const [base, key] = checkedArguments(call, call.shown);
  if (base.type.kind === 'map') return indexOf(base, key, call.pos).with({ name: call.shown, nestedName: undefined });
  if (!isWhole(key.type) || key.type.bits > 32) argumentWrong(call.shown, 2, '"INT"', key, call.pos);
  const place = coerce(key, INT);
  const sure = place.literal && place.value !== 0n;
  return node({ type: base.type.element, nullable: true, name: call.shown, args: [base, place], fails: !sure, emit: (list, i) => `${list}[${sure ? i : zero(i)}]` });
}

const plainElements = (call, x, what) => { if (isNested(x.type.element)) refuse(`${what} of nested arrays`, call.pos); };

// Elements are widened as far as no digit is lost, for array_contains also to decimals; never to text.
function elementType(call, a, b) {
  const type = tightest(a, b);
  if (type || call.row.own === 'array_contains') return type ?? widerWithoutText(a, b);
  return widerWithoutText(a, b) ? refuse(`${call.row.own} of ${a.ddl} and ${b.ddl}`, call.pos) : null;
}

function elementArguments(call, takesNull = false) {
  const [list, item] = call.args;
  if (call.args.length !== 2) wrongNumber(call.row, 2, 2, call.args.length, call.pos);
  if (list.type.kind !== 'array') argumentWrong(call.shown, 1, '"ARRAY"', list, call.pos);
  if (item.type.kind === 'void' && !takesNull) fail('DATATYPE_MISMATCH.NULL_TYPE', `Cannot resolve "${call.shown}" due to data type mismatch: Null typed values cannot be used as arguments of \`${call.row.own}\`.`, call.pos);
  const type = elementType(call, list.type.element, item.type);
  if (!type) argumentWrong(call.shown, 2, `"${list.type.element.ddl.toUpperCase()}"`, item, call.pos);
  plainElements(call, list, call.row.own);
  return { list: coerce(list, arrayOf(type, list.type.containsNull)), item: coerce(item, type), type };
}

// NULL if it is not found and might be one of the NULLs.
define('array_contains', {
  params: ['array', 'any'], build: (call) => {
    const { list, item } = elementArguments(call);
    return node({
      type: BOOLEAN, nullable: list.nullable || item.nullable || list.type.containsNull, name: call.shown, args: [list, item],
      emit: (l, x) => `CASE WHEN ${l} IS NULL OR ${x} IS NULL THEN NULL WHEN list_contains(${l}, ${x}) THEN true WHEN len(list_filter(${l}, lambda e: e IS NULL)) > 0 THEN NULL ELSE false END`,
    });
  },
});
define('array_position', {
  params: ['array', 'any'], build: (call) => {
    const { list, item } = elementArguments(call);
    return derived({ type: LONG, name: call.shown, args: [list, item], emit: (l, x) => `CASE WHEN ${l} IS NULL OR ${x} IS NULL THEN NULL ELSE CAST(coalesce(list_position(${l}, ${x}), 0) AS BIGINT) END` });
  },
});
define('array_remove', {
  params: ['array', 'any'], build: (call) => {
    const { list, item } = elementArguments(call);
    return derived({ type: list.type, name: call.shown, args: [list, item], emit: (l, x) => `CASE WHEN ${x} IS NULL THEN NULL ELSE list_filter(${l}, lambda e: e IS DISTINCT FROM ${x}) END` });
  },
});
define('array_append', {
  params: ['array', 'any'], build: (call) => {
    const { list, item, type } = elementArguments(call, true);
    return node({ type: arrayOf(type, list.type.containsNull || item.nullable), nullable: list.nullable, name: call.shown, args: [list, item], emit: (l, x) => `CASE WHEN ${l} IS NULL THEN NULL ELSE list_append(${l}, ${x}) END` });
  },
});
define('array_prepend', {
  params: ['array', 'any'], build: (call) => {
    const { list, item, type } = elementArguments(call, true);
    return node({ type: arrayOf(type, true), nullable: list.nullable, name: call.shown, args: [list, item], emit: (l, x) => `CASE WHEN ${l} IS NULL THEN NULL ELSE list_prepend(${x}, ${l}) END` });
  },
});
define('array_compact', { params: ['array'], result: ([t]) => t, sql: (l) => `list_filter(${l}, lambda e: e IS NOT NULL)` });
define('array_insert', { params: ['array', INT, 'any'], build: insert });

function insert(call) {
  const [list, place, item] = checkedArguments(call, call.shown);
  const type = tightest(list.type.element, item.type);
  if (!type || !place.literal || place.value <= 0n) refuse('array_insert with such arguments', call.pos);
  const args = [coerce(list, arrayOf(type, list.type.containsNull)), coerce(item, type)];
  const at = Number(place.value);
  return node({
    type: arrayOf(type, true), nullable: list.nullable, name: call.shown, args,
    emit: (l, x) => `CASE WHEN ${l} IS NULL THEN NULL WHEN len(${l}) >= ${at - 1} THEN list_concat(list_concat(${l}[1:${at - 1}], [${x}]), ${l}[${at}:]) `
      + `ELSE list_concat(list_resize(${l}, ${at - 1}), [${x}]) END`,
  });
}

function bothArrays(call, args) {
  const [a, b] = args.map((x) => x.type);
  const element = elementType(call, a.element, b.element);
  return element ? arrayOf(element, a.containsNull || b.containsNull) : inputsDiffer(call.shown, call.row.own, [a, b], call.pos);
}

const setFunction = (name, result, emit) => define(name, {
  params: ['array', 'array'],
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    const type = bothArrays(call, args);
    plainElements(call, { type }, name);
    const [a, b] = args.map((x) => coerce(x, arrayOf(type.element, x.type.containsNull)));
    return derived({ type: result(type, a.type, b.type), name: call.shown, args: [a, b], emit: (x, y) => `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL ELSE ${emit(x, y)} END` });
  },
});

// The first of equal elements stays in its place, NULL counts as equal to NULL.
const unique = (list) => `list_filter(${list}, lambda e, i: len(list_filter(${list}[1:i - 1], lambda f: f IS NOT DISTINCT FROM e)) = 0)`;
const has = (list) => `len(list_filter(${list}, lambda f: f IS NOT DISTINCT FROM e)) > 0`;
setFunction('array_union', (t) => t, (x, y) => unique(`list_concat(${x}, ${y})`));
setFunction('array_intersect', (t, a, b) => arrayOf(t.element, a.containsNull && b.containsNull), (x, y) => unique(`list_filter(${x}, lambda e: ${has(y)})`));
setFunction('array_except', (t, a) => arrayOf(t.element, a.containsNull), (x, y) => unique(`list_filter(${x}, lambda e: NOT (${has(y)}))`));
define('array_distinct', { params: ['array'], result: ([t]) => t, sql: (l) => unique(l) });

define('arrays_overlap', {
  params: ['array', 'array'],
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    const type = bothArrays(call, args);
    plainElements(call, { type }, 'arrays_overlap');
    const nulls = (l) => `len(list_filter(${l}, lambda e: e IS NULL)) > 0`;
    return node({
      type: BOOLEAN, nullable: true, name: call.shown, args: args.map((a) => coerce(a, type)),
      emit: (x, y) => `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL WHEN len(list_filter(${x}, lambda e: e IS NOT NULL AND list_contains(${y}, e))) > 0 THEN true `
        + `WHEN len(${x}) > 0 AND len(${y}) > 0 AND (${nulls(x)} OR ${nulls(y)}) THEN NULL ELSE false END`,
    });
  },
});

// NULLs are left out, or stand as the third argument says.
const joined = (list, separator, replacement) => list.map((e) => e ?? replacement).filter((e) => e !== undefined).join(separator);
define('array_join', { params: [arrayOf(STRING), STRING, STRING], min: 2, result: STRING, jsFor: () => joined });

define('sort_array', { params: ['array', BOOLEAN], min: 1, result: ([t]) => t, build: sortArray });

// NULLs come first upwards and last downwards.
function sortArray(call) {
  const [list, ascending] = checkedArguments(call, call.shown);
  if (contains(list.type.element, (t) => isNested(t) || t.kind === 'interval')) refuse('sort_array of nested arrays', call.pos);
  if (ascending && !ascending.literal) refuse('sort_array in an order that is no literal', call.pos);
  const down = ascending?.value === false;
  const name = `sort_array(${call.args[0].shown}, ${ascending ? call.args[1].shown : 'true'})`;
  return derived({ type: list.type, name, args: [list], emit: (l) => `list_sort(${l}, '${down ? 'DESC' : 'ASC'}', 'NULLS ${down ? 'LAST' : 'FIRST'}')` });
}

for (const word of ['min', 'max']) {
  define(`array_${word}`, { params: ['array'], result: ([t]) => t.element, nullable: true, build: (call) => {
    const [list] = checkedArguments(call, call.shown);
    plainElements(call, list, `array_${word}`);
    return node({ type: list.type.element, nullable: true, name: call.shown, args: [list], emit: (l) => `list_${word}(${l})` });
  } });
}

const sliced = (type) => jsFunction(`slice_${keyOf(type)}`, [type, INT, INT], type, (list, start, length) => {
  if (start === 0) throw new SparkError('_LEGACY_ERROR_TEMP_2157', 'Unexpected value for start in function slice: SQL array indices start at 1.');
  if (length < 0) throw new SparkError('_LEGACY_ERROR_TEMP_2158', `Unexpected value for length in function slice: length must be greater than or equal to 0, but got ${length}.`);
  const from = start > 0 ? start - 1 : list.length + start;
  return from < 0 || from >= list.length ? [] : list.slice(from, from + length);
});

define('slice', { params: ['array', INT, INT], result: ([t]) => t, fails: true, sql: (l, s, n, { types }) => sliced(types[0])(l, s, n) });
define('flatten', { params: ['array'], build: (call) => {
  const [list] = checkedArguments(call, call.shown);
  const inner = list.type.element;
  if (inner.kind !== 'array') argumentWrong(call.shown, 1, '"ARRAY<ARRAY>"', list, call.pos);
  return node({ type: arrayOf(inner.element, inner.containsNull), nullable: list.nullable || list.type.containsNull, name: call.shown, args: [list], emit: (l) => `CASE WHEN len(list_filter(${l}, lambda e: e IS NULL)) > 0 THEN NULL ELSE flatten(${l}) END` });
} });
define('array_repeat', { params: ['any', INT], build: (call) => {
  const [x, n] = checkedArguments(call, call.shown);
  return node({ type: arrayOf(x.type, x.nullable), nullable: n.nullable, name: call.shown, args: [x, n], emit: (v, k) => `CASE WHEN ${k} IS NULL THEN NULL ELSE list_transform(range(greatest(${sizeSql(k, n)}, 0)), lambda i: ${v}) END` });
} });

define('arrays_zip', { variadic: true, build: zip });

function zip(call) {
  if (call.args.length === 0) refuse('arrays_zip of nothing', call.pos);
  const args = checkedArguments({ ...call, row: { ...call.row, params: [], rest: 'array', min: 1 } }, call.shown);
  const fields = args.map((a, i) => ({ name: a.column ? a.name : `${i}`, type: a.type.element, nullable: true }));
  const type = arrayOf(structOf(fields), false);
  return derived({
    type, name: call.shown, args,
    emit: (...sqls) => `CASE WHEN ${sqls.map((s) => `${s} IS NULL`).join(' OR ')} THEN NULL ELSE list_transform(range(greatest(${sqls.map((s) => `len(${s})`).join(', ')})), `
      + `lambda i: struct_pack(${sqls.map((s, k) => `f${k} := ${s}[i + 1]`).join(', ')})) END`,
  });
}

define('sequence', { params: ['any', 'any', 'any'], min: 2, build: sequence });

function sequence(call) {
  const args = call.args;
  if (args.length < 2 || args.length > 3) wrongNumber(call.row, 2, 3, args.length, call.pos);
  if (args[0].type.kind === 'date' && args[1].type.kind === 'date') return dates(call);
  if (args[0].type.kind === 'timestamp' && args[1].type.kind === 'timestamp') return moments(call);
  if (!args.every((a) => isWhole(a.type))) refuse(`sequence from ${args[0].type.ddl} to ${args[1].type.ddl}`, call.pos);
  const type = commonType(args.map((a) => a.type));
  const big = type === LONG;
  const run = jsFunction(`sequence_${type.kind}_${args.length}`, args.map(() => type), arrayOf(type, false), (from, to, step) => {
    const [a, b] = [BigInt(from), BigInt(to)];
    const by = step === undefined ? (a <= b ? 1n : -1n) : BigInt(step);
    if (by === 0n ? a !== b : (by > 0n) !== (a <= b) && a !== b) throw new SparkError(null, `requirement failed: Illegal sequence boundaries: ${a} to ${b} by ${by}`);
    if (by !== 0n) checkSize((b - a) / by + 1n);
    const list = [];
    for (let x = a; by > 0n ? x <= b : x >= b; x += by) { list.push(big ? x : Number(x)); if (by === 0n) break; }
    return list;
  });
  return derived({ type: arrayOf(type, false), name: call.shown, args: args.map((a) => coerce(a, type)), fails: true, emit: run });
}

function dates(call) {
  const [from, to, step] = call.args;
  if (step && step.type.kind !== 'dayTime' && step.type.kind !== 'yearMonth') refuse(`sequence of dates by ${step.type.ddl}`, call.pos);
  if (step && !(step.type.kind === 'yearMonth' || step.type.to === 'day')) refuse('sequence of dates by less than a day', call.pos);
  const months = step?.type.kind === 'yearMonth';
  const run = jsFunction(`sequence_date_${step?.type.kind ?? 'day'}`, [DATE, DATE, ...(step ? [step.type] : [])], arrayOf(DATE, false), (a, b, by) => {
    const n = by === undefined ? (a <= b ? 1 : -1) : months ? by : Number(by / 86400000000n);
    if (n === 0 ? a !== b : (n > 0) !== (a <= b) && a !== b) throw new SparkError(null, `requirement failed: Illegal sequence boundaries: ${microsOf(a, 0, 0, 0, 0)} to ${microsOf(b, 0, 0, 0, 0)} by ${n}`);
    if (n !== 0) checkSize(Math.trunc((b - a) / n) + 1);
    const list = [];
    for (let i = 0, x = a; n > 0 ? x <= b : x >= b;) { list.push(x); i++; x = months ? addMonths(a, n * i) : a + n * i; if (n === 0) break; }
    return list;
  });
  return derived({ type: arrayOf(DATE, false), name: call.shown, args: call.args, fails: true, emit: run });
}

// By a day where nothing else is said; months are counted from the first moment.
function moments(call) {
  const [, , step] = call.args;
  if (step && step.type.kind !== 'dayTime' && step.type.kind !== 'yearMonth') refuse(`sequence of timestamps by ${step.type.ddl}`, call.pos);
  const months = step?.type.kind === 'yearMonth';
  const run = jsFunction(`sequence_timestamp_${step?.type.kind ?? 'day'}`, [TIMESTAMP, TIMESTAMP, ...(step ? [step.type] : [])], arrayOf(TIMESTAMP, false), (a, b, by) => {
    const n = BigInt(by ?? (a <= b ? 86400000000n : -86400000000n));
    if (n === 0n ? a !== b : (n > 0n) !== (a <= b) && a !== b) throw new SparkError(null, `requirement failed: Illegal sequence boundaries: ${a} to ${b} by ${n}`);
    if (n !== 0n) checkSize((b - a) / (months ? n * 2419200000000n : n) + 1n);
    const list = [];
    for (let i = 0n, x = a; n > 0n ? x <= b : x >= b;) { list.push(x); if (n === 0n) break; i++; x = months ? afterMonths(a, Number(n * i)) : a + n * i; }
    return list;
  });
  return derived({ type: arrayOf(TIMESTAMP, false), name: call.shown, args: call.args, fails: true, emit: run });
}

function afterMonths(t, months) {
  const { days, micros } = splitMicros(t);
  return microsOf(addMonths(days, months), 0, 0, 0, micros);
}

const keys = new Map();
function keyOf(type) {
  if (!keys.has(type.ddl)) keys.set(type.ddl, keys.size);
  return keys.get(type.ddl);
}

define('shuffle', { params: ['array'], result: ([t]) => t, build: (call) => {
  const [list] = checkedArguments(call, call.shown);
  return list.args.length === 0 && list.type.element === VOID ? list.with({ name: call.shown }) : refuse('shuffle, which is chance', call.pos);
} });
