// Aggregates: counts, sums, averages, extremes, lists. Each writes FILTER or OVER (the clause) right behind DuckDB's call.

import { fail, refuse } from '../errors.mjs';
import { wrap } from '../casts/numbers.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { aggregateOf } from '../analyser/aggregates.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { bounded } from '../types/decimals.mjs';
import { arrayOf, BOOLEAN, BYTE, contains, decimal, DOUBLE, isDecimal, isInterval, isNumeric, isWhole, LONG, sqlName } from '../types/types.mjs';
import { divideHalfUp, pow10, toPrecision } from '../values/decimal.mjs';
import { hasOrder, setInOrder } from './hash-order.mjs';
import { define, topic } from './registry.mjs';

topic('Aggregates');

define('count', { aggregate: true, build: count, variadic: true });

function count({ ast, args, shown, distinct, row, pos }) {
  if (args.length === 0) {
    if (ast.args.length === 0) fail('WRONG_NUM_ARGS.WITH_SUGGESTION', 'The `count` requires  >= 1 parameters but the actual number is 0.', pos);
    return aggregateOf({ type: LONG, nullable: false, name: `${row.own}(1)`, args: [], sql: (_sqls, clause) => `count(*)${clause}` });
  }
  if (args.some((a) => contains(a.type, (t) => t.kind === 'map')) && distinct) refuse('count(DISTINCT map)', pos);
  // Rows in which any of several values is NULL do not count.
  const sql = (sqls, clause) => {
    if (sqls.length === 1) return `count(${distinct}${sqls[0]})${clause}`;
    const known = sqls.map((s) => `${s} IS NOT NULL`).join(' AND ');
    return distinct ? `count(DISTINCT CASE WHEN ${known} THEN (${sqls.join(', ')}) END)${clause}` : `count(CASE WHEN ${known} THEN 1 END)${clause}`;
  };
  return aggregateOf({ type: LONG, nullable: false, name: shown, args, sql });
}

define('count_if', { aggregate: true, params: [BOOLEAN], result: LONG, nullable: false, sql: (x, { distinct, clause }) => `count(${distinct}CASE WHEN ${x} THEN true END)${clause}` });

define('sum', { aggregate: true, params: ['numeric'], build: (call) => sum(call) });
define('try_sum', { aggregate: true, params: ['numeric'], build: (call) => sum(call, true) });

// A timestamp counts with its seconds.
const secondsOf = (call) => ({ ...call, args: call.args.map((a) => (a.type.kind === 'timestamp' ? coerce(a, DOUBLE) : a)) });

function sum(given, attempt = false) {
  const call = secondsOf(given);
  if (call.args.some((a) => isInterval(a.type))) refuse('sum of intervals', call.pos);
  const [x] = checkedArguments(call, call.shown);
  const type = isDecimal(x.type) ? bounded(x.type.precision + 10, x.type.scale) : isWhole(x.type) ? LONG : DOUBLE;
  const sql = ([s], clause) => {
    const total = `sum(${call.distinct}${s})${clause}`;
    if (isDecimal(x.type)) return `TRY_CAST(${decimalSum(call, x, s, clause)} AS ${type.duck})`;
    if (!isWhole(x.type)) return `sum(${call.distinct}CAST(${s} AS DOUBLE))${clause}`;
    return attempt ? `TRY_CAST(${total} AS BIGINT)` : wrap(total, LONG);
  };
  return aggregateOf({ type, nullable: true, name: call.shown, args: [x], sql });
}

// DuckDB adds decimals up in DECIMAL(38) and fails when they do not fit; as whole numbers they may be far larger.
function decimalSum(call, x, s, clause) {
  const { precision, scale } = x.type;
  if (precision <= 28) return `sum(${call.distinct}${s})${clause}`;
  const result = decimal(38, scale);
  const add = jsFunction(`decimal_list_sum_${precision}_${scale}`, [arrayOf(x.type)], result, (list) => {
    if (list.length === 0) return null;
    const total = list.reduce((a, b) => a + (b ?? 0n), 0n);
    return toPrecision({ unscaled: total, scale }, 38, scale);
  });
  return add(`list(${call.distinct}${s}) FILTER (WHERE ${s} IS NOT NULL${filterOf(clause)})${windowOf(clause)}`);
}

const filterOf = (clause) => { const m = /^ FILTER \(WHERE ([^]*?)\)(?: OVER|$)/.exec(clause); return m ? ` AND (${m[1]})` : ''; };
const inOrder = (call) => call.within?.() ?? '';
const windowOf = (clause) => { const i = clause.indexOf(' OVER ('); return i < 0 ? '' : clause.slice(i); };

define('avg mean', { aggregate: true, params: ['numeric'], build: (call) => average(call) });
define('try_avg', { aggregate: true, params: ['numeric'], build: (call) => average(call) });

function average(given) {
  const call = secondsOf(given);
  if (call.args.some((a) => isInterval(a.type))) refuse('avg of intervals', call.pos);
  const [x] = checkedArguments(call, call.shown);
  if (!isDecimal(x.type)) {
    const sql = ([s], clause) => `(sum(${call.distinct}CAST(${s} AS DOUBLE))${clause} / nullif(count(${call.distinct}${s})${clause}, 0))`;
    return aggregateOf({ type: DOUBLE, nullable: true, name: call.shown, args: [x], sql });
  }
  const { precision, scale } = x.type;
  const type = bounded(precision + 4, scale + 4);
  const total = bounded(precision + 10, scale);
  const divide = jsFunction(`decimal_average_${total.precision}_${scale}_${type.precision}_${type.scale}`, [total, LONG], type, (s, n) =>
    (n === 0n ? null : toPrecision({ unscaled: divideHalfUp(s * pow10(39 - scale), n), scale: 39 }, type.precision, type.scale)));
  const sql = ([s], clause) => divide(`TRY_CAST(${decimalSum(call, x, s, clause)} AS ${total.duck})`, `count(${call.distinct}${s})${clause}`);
  return aggregateOf({ type, nullable: true, name: call.shown, args: [x], sql });
}

for (const word of ['min', 'max']) {
  define(word, { aggregate: true, params: ['any'], build: (call) => extreme(call, word) });
}

function extreme(call, word) {
  const [x] = checkedArguments(call, call.shown);
  if (contains(x.type, (t) => t.kind === 'map' || t.kind === 'interval')) {
    fail('DATATYPE_MISMATCH.INVALID_ORDERING_TYPE', `Cannot resolve "${call.shown}" due to data type mismatch: The \`${word}\` does not support ordering on type "${sqlName(x.type)}".`, call.pos);
  }
  if (x.type.kind === 'array') refuse(`${word} of arrays`, call.pos);
  if (x.type.kind === 'struct') return extremeStruct(call, word, x);
  return aggregateOf({ type: x.type, nullable: true, name: call.shown, args: [x], sql: ([s], clause) => `${word}(${s})${clause}` });
}

// Structs are compared field by field, NULL before everything.
function extremeStruct(call, word, x) {
  if (x.type.fields.some((f) => contains(f.type, (t) => t.kind === 'struct' || t.kind === 'array'))) refuse(`${word} of nested structs`, call.pos);
  if (call.inWindow) refuse(`${word} of structs with OVER`, call.pos);
  const direction = word === 'max' ? 'DESC NULLS LAST' : 'ASC NULLS FIRST';
  const sql = ([s], clause) => {
    const keys = x.type.fields.map((_, i) => `(${s}).f${i} ${direction}`).join(', ');
    return `first(${s} ORDER BY ${keys}) FILTER (WHERE ${s} IS NOT NULL${filterOf(clause)})`;
  };
  return aggregateOf({ type: x.type, nullable: true, name: call.shown, args: [x], sql });
}

for (const [name, operator] of [['max_by', '>'], ['min_by', '<']]) {
  define(name, { aggregate: true, params: ['any', 'any'], build: (call) => extremeBy(call, operator) });
}

// The value may be NULL, rows whose key is NULL do not count; of several rows with the same key the last one wins.
function extremeBy(call, operator) {
  const [value, key] = checkedArguments(call, call.shown);
  if (!isNumeric(key.type) && !['string', 'date', 'timestamp', 'boolean', 'void'].includes(key.type.kind)) refuse(`${call.row.own} by values of the type ${key.type.ddl}`, call.pos);
  const sql = ([v, k], clause) => {
    const rows = `list({'k': ${k}, 'v': ${v}}${inOrder(call)}) FILTER (WHERE ${k} IS NOT NULL${filterOf(clause)})${windowOf(clause)}`;
    return `(list_reduce(${rows}, lambda a, b: CASE WHEN a.k ${operator} b.k THEN a ELSE b END)).v`;
  };
  return aggregateOf({ type: value.type, nullable: true, name: call.shown, args: [value, key], sql });
}

define('first first_value any_value', { aggregate: true, params: ['any', BOOLEAN], min: 1, nullTreatment: true, build: (call) => firstOrLast(call, 'first') });
define('last last_value', { aggregate: true, params: ['any', BOOLEAN], min: 1, nullTreatment: true, build: (call) => firstOrLast(call, 'last') });

function firstOrLast(call, word) {
  const [x, flag] = checkedArguments(call, call.shown);
  if (flag && !flag.foldable) fail('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', `Cannot resolve "${call.shown}" due to data type mismatch: the input ignoreNulls should be a foldable "BOOLEAN" expression.`, call.pos);
  const skip = call.ast.ignoreNulls || flag?.value === true;
  const name = `${call.row.name}(${call.distinct}${call.args[0].shown})`;
  const sql = ([s], clause) => (call.inWindow ? `${word}_value(${s}${inOrder(call)}${skip ? ' IGNORE NULLS' : ''})${clause}`
    : skip ? `${word}(${s}) FILTER (WHERE ${s} IS NOT NULL${filterOf(clause)})` : `${word}(${s})${clause}`);
  return aggregateOf({ type: x.type, nullable: true, name, args: [x], sql });
}

define('collect_list array_agg', { aggregate: true, shown: 'collect_list', params: ['any'], build: (call) => collect(call, '') });
define('collect_set', { aggregate: true, params: ['any'], build: (call) => collect(call, 'DISTINCT ') });

function collect(call, distinct) {
  const [x] = checkedArguments(call, call.shown);
  if (x.type.kind === 'void') refuse(`${call.row.own} of NULLs without a type`, call.pos);
  if (distinct && contains(x.type, (t) => t.kind === 'map' || t.kind === 'struct' || t.kind === 'array')) refuse('collect_set of nested values', call.pos);
  const type = arrayOf(x.type, false);
  // In a window there is one table, otherwise one for the rows of a task, one for what it hands on, and one for all of that.
  const steps = call.inWindow ? 1 : 3;
  const set = distinct && hasOrder(x.type) ? jsFunction(`collect_set_${x.type.kind}_${steps}`, [type], type, setInOrder(x.type, steps)) : null;
  if (set) {
    const sql = ([s], clause) => `coalesce(${set(`list(${s}) FILTER (WHERE ${s} IS NOT NULL${filterOf(clause)})${windowOf(clause)}`)}, []::${type.duck})`;
    return aggregateOf({ type, nullable: false, name: call.shown, args: [x], sql });
  }
  const sql = ([s], clause) => `coalesce(list(${distinct || call.distinct}${s}${distinct || call.distinct ? '' : inOrder(call)}) FILTER (WHERE ${s} IS NOT NULL${filterOf(clause)})${windowOf(clause)}, []::${type.duck})`;
  return aggregateOf({ type, nullable: false, name: call.shown, args: [x], sql });
}

for (const [names, duck] of [['bool_and every', 'bool_and'], ['bool_or some any', 'bool_or']]) {
  define(names, { aggregate: true, params: [BOOLEAN], result: BOOLEAN, sql: (x, { clause, distinct }) => `${duck}(${distinct}${x})${clause}` });
}

for (const word of ['bit_and', 'bit_or', 'bit_xor']) {
  define(word, { aggregate: true, params: ['whole'], result: ([t]) => t, sql: (x, { clause, distinct }) => `${word}(${distinct}${x})${clause}` });
}

define('grouping', { aggregate: true, build: (call) => groupingNode(call, 'byte') });
define('grouping_id', { aggregate: true, build: (call) => groupingNode(call, 'long'), variadic: true });

function groupingNode(call, kind) {
  if (kind === 'byte' && call.args.length !== 1) wrongNumber(call.row, 1, 1, call.args.length, call.pos);
  const type = kind === 'byte' ? BYTE : LONG;
  return aggregateOf({ type, nullable: false, name: call.shown, args: call.args, sql: () => 'NULL' }).with({ grouping: call.args });
}
