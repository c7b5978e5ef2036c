// Functions with lambdas over arrays and maps.

import { fail, refuse } from '../errors.mjs';
import { arrayOf, BOOLEAN, INT, isNested, isWhole, mapOf, sameType } from '../types/types.mjs';
import { coerce } from '../analyser/casting.mjs';
import { wrongNumber } from '../analyser/calls.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { node } from '../analyser/node.mjs';
import { fromLists } from './maps.mjs';
import { define, topic } from './registry.mjs';

topic('Lambdas');

const elementOf = (list) => ({ type: list.type.element, nullable: list.type.containsNull });
const INDEX = { type: INT, nullable: false };

function array(call, i = 0) {
  const x = call.args[i];
  if (x.lambda || x.type.kind !== 'array') return argumentWrong(call.row.own, i + 1, '"ARRAY"', x.lambda ? { shown: 'a lambda', type: INT } : x, call.pos);
  return x;
}

function lambda(call, i, types) {
  const f = call.args[i];
  if (f && !f.lambda) return refuse(`${call.row.own} with something else than a lambda`, call.pos);
  if (!f?.lambda) return fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve "${call.row.own}" due to data type mismatch: Parameter ${i + 1} requires a lambda function.`, call.pos);
  const bound = f.bind(types);
  if (bound.body.has((n) => n.aggregate || n.window || n.subquery)) refuse(`an aggregate, window or subquery in a lambda of ${call.row.own}`, call.pos);
  return bound;
}

function condition(call, i, types) {
  const f = lambda(call, i, types);
  if (f.body.type.kind === 'void') return { ...f, body: coerce(f.body, BOOLEAN) };
  if (f.body.type !== BOOLEAN) argumentWrong(`${call.row.own}`, i + 1, '"BOOLEAN"', f.body, call.pos);
  return f;
}

// DuckDB counts places from 1.
const placed = (f) => (f.params.length > 1 ? f.body.sql.replaceAll(new RegExp(`\\b${f.params[1]}\\b`, 'g'), `CAST(${f.params[1]} - 1 AS INTEGER)`) : f.body.sql);

// The body's columns are the node's, so that grouping sees them.
function made({ type, nullable, name, list, f, emit, extra = [] }) {
  return node({ type, nullable, name, args: [list, ...extra, f.body], emit: (l, ...rest) => emit(l, ...rest), fails: f.body.mayFail, lambdaBody: true });
}

const named = (call, ...parts) => `${call.row.name}(${parts.join(', ')})`;

define('transform', {
  lambda: true, params: ['array', 'lambda'],
  build: (call) => {
    const list = array(call);
    const f = lambda(call, 1, [elementOf(list), INDEX]);
    return made({
      type: arrayOf(f.body.type, f.body.nullable), nullable: list.nullable, name: named(call, list.shown, f.shown), list, f,
      emit: (l) => `list_transform(${l}, lambda ${f.params.join(', ')}: ${placed(f)})`,
    });
  },
});

define('filter', {
  lambda: true, params: ['array', 'lambda'],
  build: (call) => {
    const list = array(call);
    const f = condition(call, 1, [elementOf(list), INDEX]);
    return made({ type: list.type, nullable: list.nullable, name: named(call, list.shown, f.shown), list, f, emit: (l) => `list_filter(${l}, lambda ${f.params.join(', ')}: coalesce(${placed(f)}, false))` });
  },
});

define('exists', {
  lambda: true, params: ['array', 'lambda'],
  build: (call) => {
    const list = array(call);
    const f = condition(call, 1, [elementOf(list)]);
    const tests = (l) => `list_transform(${l}, lambda ${f.params[0]}: ${f.body.sql})`;
    return made({
      type: BOOLEAN, nullable: list.nullable || f.body.nullable, name: named(call, list.shown, f.shown), list, f,
      emit: (l) => `CASE WHEN ${l} IS NULL THEN NULL WHEN list_contains(${tests(l)}, true) THEN true WHEN len(list_filter(${tests(l)}, lambda t: t IS NULL)) > 0 THEN NULL ELSE false END`,
    });
  },
});

define('forall', {
  lambda: true, params: ['array', 'lambda'],
  build: (call) => {
    const list = array(call);
    const f = condition(call, 1, [elementOf(list)]);
    const tests = (l) => `list_transform(${l}, lambda ${f.params[0]}: ${f.body.sql})`;
    return made({
      type: BOOLEAN, nullable: list.nullable || f.body.nullable, name: named(call, list.shown, f.shown), list, f,
      emit: (l) => `CASE WHEN ${l} IS NULL THEN NULL WHEN list_contains(${tests(l)}, false) THEN false WHEN len(list_filter(${tests(l)}, lambda t: t IS NULL)) > 0 THEN NULL ELSE true END`,
    });
  },
});

define('aggregate reduce', { lambda: true, params: ['array', 'any', 'lambda', 'lambda'], min: 3, build: fold });

function fold(call) {
  const list = array(call);
  const start = call.args[1];
  if (start.lambda) wrongNumber(call.row, 3, 4, call.args.length, call.pos);
  const merge = lambda(call, 2, [{ type: start.type, nullable: true }, elementOf(list)]);
  if (!sameType(merge.body.type, start.type) && isNested(start.type) && merge.body.type.kind === start.type.kind) refuse('an accumulator of two nested types', call.pos);
  if (!sameType(merge.body.type, start.type)) argumentWrong(call.row.own, 3, `"${start.type.ddl.toUpperCase()}"`, merge.body, call.pos);
  const finish = call.args[3] ? lambda(call, 3, [{ type: start.type, nullable: true }]) : undefined;
  const type = finish ? finish.body.type : start.type;
  const shown = finish?.shown ?? 'lambdafunction(namedlambdavariable(), namedlambdavariable())';
  // The accumulator goes in front, so that there always is a first value to fold from.
  const element = `{'a': CAST(NULL AS ${start.type.duck}), 'e': x}`;
  const [acc, item] = merge.params;
  const folded = (l, s) => `list_reduce(list_concat([{'a': ${s}, 'e': CAST(NULL AS ${list.type.element.duck})}], list_transform(${l}, lambda x: ${element})), `
    + `lambda p, q: {'a': ${substituted(merge.body.sql, acc, '(p).a', item, '(q).e')}, 'e': CAST(NULL AS ${list.type.element.duck})}).a`;
  return node({
    type, nullable: true, name: named(call, list.shown, start.shown, merge.shown, shown), args: [list, start, merge.body, ...(finish ? [finish.body] : [])], lambdaBody: true,
    emit: (l, s) => {
      const value = `(${folded(l, s)})`;
      return `CASE WHEN ${l} IS NULL THEN NULL ELSE ${finish ? substituted(finish.body.sql, finish.params[0], value) : value} END`;
    },
  });
}

function substituted(sql, ...pairs) {
  let out = sql;
  for (let i = 0; i < pairs.length; i += 2) if (pairs[i] !== undefined) out = out.replaceAll(new RegExp(`\\b${pairs[i]}\\b`, 'g'), () => pairs[i + 1]);
  return out;
}

define('zip_with', {
  lambda: true, params: ['array', 'array', 'lambda'],
  build: (call) => {
    const [a, b] = [array(call, 0), array(call, 1)];
    const f = lambda(call, 2, [{ type: a.type.element, nullable: true }, { type: b.type.element, nullable: true }]);
    return node({
      type: arrayOf(f.body.type, f.body.nullable), nullable: a.nullable || b.nullable, name: named(call, a.shown, b.shown, f.shown), args: [a, b, f.body], lambdaBody: true,
      emit: (x, y) => `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL ELSE list_transform(range(greatest(len(${x}), len(${y}))), lambda z: ${substituted(f.body.sql, f.params[0], `${x}[z + 1]`, f.params[1], `${y}[z + 1]`)}) END`,
    });
  },
});

define('array_sort', { lambda: true, params: ['array', 'lambda'], min: 1, build: arraySort });

function arraySort(call) {
  const list = array(call);
  if (call.args.length === 1) {
    if (list.type.element.kind === 'struct' || list.type.element.kind === 'map' || list.type.element.kind === 'array') refuse('array_sort of nested arrays', call.pos);
    return node({ type: list.type, nullable: list.nullable, name: named(call, list.shown, 'lambdafunction((IF(((namedlambdavariable() IS NULL) AND (namedlambdavariable() IS NULL)), 0, (IF((namedlambdavariable() IS NULL), 1, (IF((namedlambdavariable() IS NULL), -1, (IF((namedlambdavariable() < namedlambdavariable()), -1, (IF((namedlambdavariable() > namedlambdavariable()), 1, 0)))))))))), namedlambdavariable(), namedlambdavariable())'), args: [list], emit: (l) => `list_sort(${l}, 'ASC', 'NULLS LAST')` });
  }
  const f = lambda(call, 1, [elementOf(list), elementOf(list)]);
  if (!isWhole(f.body.type)) argumentWrong('array_sort', 2, '"INT"', f.body, call.pos);
  // The one order that can be told from the comparison itself: the difference of its two sides.
  const [l, r] = f.params;
  if (!isWhole(list.type.element) || list.type.containsNull || f.body.operation !== '-') refuse('array_sort with a comparison of one\'s own', call.pos);
  const [x, y] = f.body.args.map((a) => a.sql);
  const direction = x.includes(l) && y.includes(r) && !x.includes(r) ? 'ASC' : x.includes(r) && y.includes(l) && !x.includes(l) ? 'DESC' : refuse('array_sort with a comparison of one\'s own', call.pos);
  if (!f.body.args.every((a) => a.variable)) refuse('array_sort with a comparison of one\'s own', call.pos);
  return node({ type: list.type, nullable: list.nullable, name: named(call, list.shown, f.shown), args: [list], emit: (s) => `list_sort(${s}, '${direction}', 'NULLS LAST')` });
}

function mapArgument(call) {
  const [m] = call.args;
  if (m.lambda || m.type.kind !== 'map') argumentWrong(call.row.own, 1, '"MAP"', m.lambda ? { shown: 'a lambda', type: INT } : m, call.pos);
  return m;
}

const entryTypes = (m) => [{ type: m.type.key, nullable: false }, { type: m.type.value, nullable: m.type.valueContainsNull }];
const overEntry = (f) => substituted(f.body.sql, f.params[0], 'e.key', f.params[1], 'e.value');
const rebuilt = (m, key, value) => `CASE WHEN ${m} IS NULL THEN NULL ELSE map(list_transform(map_entries(${m}), lambda e: ${key}), list_transform(map_entries(${m}), lambda e: ${value})) END`;

define('transform_values', {
  lambda: true, params: ['map', 'lambda'],
  build: (call) => {
    const m = mapArgument(call);
    const f = lambda(call, 1, entryTypes(m));
    return made({ type: mapOf(m.type.key, f.body.type, f.body.nullable), nullable: m.nullable, name: named(call, m.shown, f.shown), list: m, f, emit: (s) => rebuilt(s, 'e.key', overEntry(f)) });
  },
});
define('transform_keys', {
  lambda: true, params: ['map', 'lambda'],
  build: (call) => {
    const m = mapArgument(call);
    const f = lambda(call, 1, entryTypes(m));
    if (!['string', 'int', 'long', 'date'].includes(f.body.type.kind)) refuse('transform_keys into keys of this type', call.pos);
    return made({ type: mapOf(f.body.type, m.type.value, m.type.valueContainsNull), nullable: m.nullable, name: named(call, m.shown, f.shown), list: m, f, emit: (s) => {
      const list = (part) => `list_transform(map_entries(${s}), lambda e: ${part})`;
      return `CASE WHEN ${s} IS NULL THEN NULL ELSE ${fromLists({ key: f.body.type }, list(overEntry(f)), list('e.value'))} END`;
    } }).with({ fails: true });
  },
});
define('map_filter', {
  lambda: true, params: ['map', 'lambda'],
  build: (call) => {
    const m = mapArgument(call);
    const f = condition(call, 1, entryTypes(m));
    const kept = (s) => `list_filter(map_entries(${s}), lambda e: coalesce(${overEntry(f)}, false))`;
    return made({
      type: m.type, nullable: m.nullable, name: named(call, m.shown, f.shown), list: m, f,
      emit: (s) => `CASE WHEN ${s} IS NULL THEN NULL ELSE map(list_transform(${kept(s)}, lambda k: k.key), list_transform(${kept(s)}, lambda k: k.value)) END`,
    });
  },
});
