// Deviations, correlations, percentiles.

import { fail, refuse, Refusal } from '../errors.mjs';
import { aggregateOf } from '../analyser/aggregates.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { arrayOf, DOUBLE, isAtomic, isDecimal, isNumeric, LONG } from '../types/types.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { approximateCount } from './distinct-count.mjs';
import { ofOne, ofTwo } from './moments.mjs';
import { define, topic } from './registry.mjs';
import { xxhash64 } from './xxhash64.mjs';

topic('Statistics');

for (const [names, fn] of [['stddev stddev_samp std', 'stddev_samp'], ['stddev_pop', 'stddev_pop'], ['variance var_samp', 'var_samp'], ['var_pop', 'var_pop'], ['skewness', 'skewness'], ['kurtosis', 'kurtosis']]) {
  const run = jsFunction(`moments_${fn}`, [arrayOf(DOUBLE)], DOUBLE, ofOne[fn]);
  define(names, { aggregate: true, params: [DOUBLE], result: DOUBLE, sql: (x, { clause, distinct }) => run(`list(${distinct}${x})${clause}`) });
}

for (const fn of ['corr', 'covar_pop', 'covar_samp', 'regr_slope', 'regr_intercept', 'regr_r2', 'regr_sxx', 'regr_sxy', 'regr_syy']) {
  const run = jsFunction(`pairs_${fn}`, [arrayOf(DOUBLE), arrayOf(DOUBLE)], DOUBLE, ofTwo[fn]);
  define(fn, { aggregate: true, params: [DOUBLE, DOUBLE], build: (call) => ofPairs(call, run) });
}

function ofPairs(call, run) {
  if (call.distinct) refuse(`${call.row.own} with DISTINCT`, call.pos);
  const args = checkedArguments(call, call.shown);
  return aggregateOf({ type: DOUBLE, nullable: true, name: call.shown, args, sql: ([x, y], clause) => run(`list(${x})${clause}`, `list(${y})${clause}`) });
}

for (const [fn, wanted] of [['regr_avgx', 1], ['regr_avgy', 0]]) {
  define(fn, { aggregate: true, params: ['numeric', 'numeric'], build: (call) => {
    const args = checkedArguments(call, call.shown);
    if (call.distinct || args.some((a) => isDecimal(a.type))) refuse(`${fn} of decimals or with DISTINCT`, call.pos);
    return aggregateOf({ type: DOUBLE, nullable: true, name: call.shown, args: args.map((a) => coerce(a, DOUBLE)), sql: (sqls, clause) => {
      const x = `CASE WHEN ${sqls[1 - wanted]} IS NOT NULL THEN ${sqls[wanted]} END`;
      return `(sum(${x})${clause} / nullif(count(${x})${clause}, 0))`;
    } });
  } });
}
define('regr_count', { aggregate: true, params: [DOUBLE, DOUBLE], result: LONG, nullable: false, sql: (x, y, { clause }) => `CAST(regr_count(${x}, ${y})${clause} AS BIGINT)` });

const share = (call, e) => {
  if (!e.foldable) fail('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', `Cannot resolve "${call.shown}" due to data type mismatch: the input percentage should be a foldable "DOUBLE" expression.`, call.pos);
  const value = e.literal ? numberOf(e) : refuse(`${call.row.own} with a percentage that is no literal`, call.pos);
  if (!(value >= 0 && value <= 1)) fail('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', `Cannot resolve "${call.shown}" due to data type mismatch: The percentage must be between [0.0, 1.0] (current value = ${value}).`, call.pos);
  return value;
};

const numberOf = (e) => (e.value === null ? NaN : isDecimal(e.type) ? Number(e.value) / 10 ** e.type.scale : Number(e.value));

// One percentage or an array of them.
function shares(call, e) {
  if (e.type.kind !== 'array') return { list: [share(call, e)], single: true };
  if (!e.foldable) return share(call, e);
  if (e.args.length === 0) refuse(`${call.row.own} with such percentages`, call.pos);
  return { list: e.args.map((a) => share(call, a.args.length === 1 ? a.args[0] : a)), single: false };
}

define('percentile', { aggregate: true, min: 2, params: ['numeric', ['numeric', 'array'], 'whole'], build: (call) => percentile(call, percentileOf) });
define('median', { wholeWindow: true, aggregate: true, params: ['numeric'], build: (call) => quantile(call, checkedArguments(call, call.shown)[0], [0.5], true, percentileOf) });
define('percentile_cont', { wholeWindow: true, aggregate: true, params: [['numeric', 'array']], build: (call) => within(call, percentileOf) });
define('percentile_disc', { wholeWindow: true, aggregate: true, params: [['numeric', 'array']], build: (call) => within(call, valueAt) });

function percentile(call, pick) {
  const [x, p, frequency] = checkedArguments(call, call.shown);
  if (frequency) refuse('percentile with frequencies', call.pos);
  const { list, single } = shares(call, p);
  return quantile({ ...call, shown: `${call.row.name}(${call.args.map((a) => a.shown).join(', ')}, 1)` }, x, list, single, pick);
}

function within(call, pick) {
  const { withinGroup } = call.ast;
  if (!withinGroup) refuse(`${call.row.own} without WITHIN GROUP`, call.pos);
  const [p] = checkedArguments(call, call.shown);
  const x = call.analyse(withinGroup.e, call.ctx);
  if (!isNumeric(x.type)) refuse(`${call.row.own} of the type ${x.type.ddl}`, call.pos);
  const { list, single } = shares(call, p);
  const name = `${call.row.own}(${p.shown}) WITHIN GROUP (ORDER BY ${x.shown}${withinGroup.descending ? ' DESC' : ''})`;
  return quantile({ ...call, shown: name }, x, list, single, pick, withinGroup.descending);
}

// As Spark computes them, down to the last bit of a value between two others.
function percentileOf(sorted, p) {
  const position = (sorted.length - 1) * p;
  const [low, high] = [Math.floor(position), Math.ceil(position)];
  if (low === high || sorted[low] === sorted[high]) return sorted[low];
  return (high - position) * sorted[low] + (position - low) * sorted[high];
}

const valueAt = (sorted, p) => sorted[Math.max(Math.ceil(sorted.length * p) - 1, 0)];

// NaN is the largest.
const ascending = (a, b) => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b);

const nameOf = (list) => list.map((p) => String(p).replace(/\W/g, '_')).join('__');

function quantile(call, x, list, single, pick, descending = false) {
  const value = coerce(x, DOUBLE);
  const type = single ? DOUBLE : arrayOf(DOUBLE, false);
  if (call.distinct) refuse(`${call.row.own} with DISTINCT`, call.pos);
  const run = jsFunction(`${pick.name}_${descending ? 'down' : 'up'}_${single ? 'one' : 'all'}_${nameOf(list)}`, [arrayOf(DOUBLE)], type, (values) => {
    const sorted = values.filter((v) => v !== null).sort(ascending);
    if (sorted.length === 0) return null;
    if (descending) sorted.reverse();
    const picked = list.map((p) => pick(sorted, p));
    return single ? picked[0] : picked;
  });
  return aggregateOf({ type, nullable: true, name: call.shown, args: [value], sql: ([s], clause) => run(`list(${s})${clause}`) });
}

define('percentile_approx approx_percentile', { aggregate: true, min: 2, params: [['numeric'], ['numeric', 'array'], 'whole'], build: approximate });

// Over few values Spark's sketch is exact: the smallest value that enough values are not above.
function approximate(call) {
  const [x, p, accuracy] = checkedArguments(call, call.shown);
  if (accuracy && !accuracy.literal) refuse('percentile_approx with an accuracy that is no literal', call.pos);
  const most = Math.min(Number(accuracy?.value ?? 10000) / 2, 1000);
  if (most < 1) refuse('percentile_approx with so low an accuracy', call.pos);
  const { list, single } = shares(call, p);
  const type = single ? x.type : arrayOf(x.type, false);
  const run = jsFunction(`approximate_${Math.floor(most)}_${x.type.ddl.replace(/\W/g, '_')}_${single ? 'one' : 'all'}_${nameOf(list)}`, [arrayOf(x.type)], type, (values) => {
    const sorted = values.filter((v) => v !== null).sort(x.type === DOUBLE || x.type.kind === 'float' ? ascending : (a, b) => (a < b ? -1 : a > b ? 1 : 0));
    if (sorted.length > most) throw new Refusal('percentile_approx over many values');
    if (sorted.length === 0) return null;
    const picked = list.map((q) => valueAt(sorted, q));
    return single ? picked[0] : picked;
  });
  const name = accuracy ? call.shown : `${call.shown.slice(0, -1)}, 10000)`;
  return aggregateOf({ type, nullable: true, name, args: [x], sql: ([s], clause) => run(`list(${call.distinct}${s})${clause}`) });
}

define('mode', { aggregate: true, params: ['any'], build: mostFrequent });

// Of values that are equally frequent Spark takes any, so those are refused.
function mostFrequent(call) {
  const [x] = checkedArguments(call, call.shown);
  if (!['int', 'long', 'string', 'date', 'boolean'].includes(x.type.kind)) refuse(`mode of the type ${x.type.ddl}`, call.pos);
  const pick = jsFunction(`mode_${x.type.kind}`, [arrayOf(x.type)], x.type, (list) => {
    const counts = new Map();
    for (const v of list) if (v !== null) counts.set(v, (counts.get(v) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const winners = [...counts].filter(([, n]) => n === most);
    if (winners.length > 1) throw new Refusal('mode of values that are equally frequent');
    return winners[0]?.[0] ?? null;
  });
  return aggregateOf({ type: x.type, nullable: true, name: call.shown, args: [x], sql: ([s], clause) => pick(`list(${s})${clause}`) });
}

define('approx_count_distinct', { aggregate: true, params: ['any', DOUBLE], min: 1, build: approximateDistinct });

function approximateDistinct(call) {
  const [x, deviation] = checkedArguments(call, call.shown);
  if (deviation && !deviation.foldable) fail('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', `Cannot resolve "${call.shown}" due to data type mismatch: the input relativeSD should be a foldable "DOUBLE" expression.`, call.pos);
  const share = deviation ? numberOf(call.args[1]) : 0.05;
  if (deviation && !call.args[1].literal || !(share >= 0.01 && share <= 0.1)) refuse('approx_count_distinct with such a deviation', call.pos);
  if (!isAtomic(x.type)) refuse(`approx_count_distinct of the type ${x.type.ddl}`, call.pos);
  const hash = xxhash64([x.type]);
  const run = jsFunction(`approximate_distinct_${x.type.ddl.replace(/\W/g, '_')}_${nameOf([share])}`, [arrayOf(x.type)], LONG, (values) =>
    approximateCount(values.filter((v) => v !== null).map((v) => hash(v)), share));
  const name = `${call.row.own}(${call.distinct}${x.shown})`;
  return aggregateOf({ type: LONG, nullable: false, name, args: [x], sql: ([s], clause) => `coalesce(${run(`list(DISTINCT ${s})${clause}`)}, 0)` });
}
