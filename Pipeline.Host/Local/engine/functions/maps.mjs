// Maps and structs: made, taken apart, combined.

import { fail, refuse, SparkError } from '../errors.mjs';
import { commonType, widerWithoutText } from '../types/coercion.mjs';
import { arrayOf, BOOLEAN, contains, isNested, isNumeric, LONG, mapOf, STRING, structOf, VOID } from '../types/types.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { structOfItems } from '../analyser/access.mjs';
import { inputsDiffer } from '../analyser/mismatch.mjs';
import { node } from '../analyser/node.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { textOf } from '../values/text.mjs';
import { split } from './regex-values.mjs';
import { define, topic } from './registry.mjs';

topic('Maps and structs');

define('struct', {
  variadic: true,
  build: ({ ast, args }) => {
    if (args.length === 0) refuse('a struct without fields', ast.pos);
    return structOfItems(args.map((e, i) => ({ node: e, alias: ast.aliases?.[i] })), 'struct');
  },
});

define('named_struct', {
  variadic: true,
  build: (call) => {
    const { args, pos } = call;
    if (args.length === 0 || args.length % 2 === 1) wrongNumber(call.row, 2, Infinity, args.length, pos);
    const fields = [];
    for (let i = 0; i < args.length; i += 2) {
      if (!args[i].foldable || args[i].type.kind !== 'string') fail('DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING', `Cannot resolve "${call.shown}" due to data type mismatch: Only foldable "STRING" expressions are allowed to appear at odd position.`, pos);
      if (!args[i].literal) refuse('named_struct with a name that is no literal', pos);
      fields.push({ name: args[i].value, type: args[i + 1].type, nullable: args[i + 1].nullable });
    }
    const values = args.filter((_, i) => i % 2 === 1);
    return node({ type: structOf(fields), nullable: false, name: call.shown, args: values, emit: (...sqls) => `struct_pack(${sqls.map((s, i) => `f${i} := ${s}`).join(', ')})` });
  },
});

define('map', { variadic: true, build: (call) => map(call) });

function map(call) {
  const { args, shown, pos } = call;
  if (args.length % 2 === 1) wrongNumber(call.row, 2, Infinity, args.length, pos);
  if (args.length === 0) return node({ type: mapOf(VOID, VOID, false), nullable: false, name: shown, args, emit: () => '(MAP {}::MAP(INTEGER, INTEGER))' });
  const [keys, values] = [args.filter((_, i) => i % 2 === 0), args.filter((_, i) => i % 2 === 1)];
  const key = commonType(keys.map((k) => k.type));
  const value = commonType(values.map((v) => v.type));
  if (!key || !value) return inputsDiffer(shown, 'map', (key ? values : keys).map((a) => a.type), pos);
  checkKey(key, shown, pos);
  const type = mapOf(key, value, values.some((v) => v.nullable));
  const all = [...keys.map((k) => coerce(k, key)), ...values.map((v) => coerce(v, value))];
  return node({
    type, nullable: false, name: shown, args: all, fails: true,
    emit: (...sqls) => fromLists(type, `[${sqls.slice(0, keys.length).join(', ')}]`, `[${sqls.slice(keys.length).join(', ')}]`),
  });
}

function checkKey(key, shown, pos) {
  if (contains(key, (t) => t.kind === 'map')) fail('DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE', `Cannot resolve "${shown}" due to data type mismatch: The key of map cannot be/contain "MAP".`, pos);
  if (isNested(key) || key.kind === 'double' || key.kind === 'float' || key.kind === 'void') refuse(`maps with keys of the type ${key.ddl}`, pos);
}

const serials = new Map();
const serial = (type) => { if (!serials.has(type.ddl)) serials.set(type.ddl, serials.size); return serials.get(type.ddl); };

// Keys must be there, and different.
function checkedKeys(key) {
  const text = textOf(key);
  return jsFunction(`map_keys_checked_${serial(key)}`, [arrayOf(key)], arrayOf(key, false), (list) => {
    const seen = new Set();
    for (const k of list) {
      if (k === null) throw new SparkError('NULL_MAP_KEY', 'Cannot use null as map key.');
      if (seen.has(text(k))) throw new SparkError('DUPLICATED_MAP_KEY', `Duplicate map key ${text(k)} was found, please check the input data. If you want to remove the duplicated keys, you can set "spark.sql.mapKeyDedupPolicy" to "LAST_WIN" on a cluster.`);
      seen.add(text(k));
    }
    return list;
  });
}

/** A map of a list of keys, which are checked, and one of values. */
export const fromLists = (type, keys, values) => `map(${checkedKeys(type.key)(keys)}, ${values})`;

define('map_keys', { params: ['map'], result: ([t]) => arrayOf(t.key, true), sql: (m) => `map_keys(${m})` });
define('map_values', { params: ['map'], result: ([t]) => arrayOf(t.value, true), sql: (m) => `map_values(${m})` });
define('map_entries', {
  params: ['map'], result: ([t]) => arrayOf(entryOf(t), false),
  sql: (m) => `list_transform(map_entries(${m}), lambda e: struct_pack(f0 := e.key, f1 := e.value))`,
});

const entryOf = (t) => structOf([{ name: 'key', type: t.key, nullable: false }, { name: 'value', type: t.value, nullable: t.valueContainsNull }]);

define('map_contains_key', {
  params: ['map', 'any'], build: (call) => {
    const [m, k] = checkedArguments(call, call.shown);
    const type = k.type === STRING || m.type.key === STRING ? widerWithoutText(m.type.key, k.type) : commonType([m.type.key, k.type]);
    if (type && type.ddl !== m.type.key.ddl && isNumeric(type)) refuse('a key of another numeric type than the map has', call.pos);
    if (!type || type.ddl !== m.type.key.ddl) inputsDiffer(call.shown, 'map_contains_key', [m.type, k.type], call.pos);
    return node({ type: BOOLEAN, nullable: m.nullable || k.nullable, name: call.shown, args: [m, coerce(k, type)], emit: (x, y) => `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL ELSE list_contains(map_keys(${x}), ${y}) END` });
  },
});

const sameLength = jsFunction('map_same_length', [LONG, LONG], BOOLEAN, (keys, values) => {
  if (keys !== values) throw new SparkError(null, 'The key array and value array of MapData must have the same length.');
  return true;
});

define('map_from_arrays', {
  params: ['array', 'array'], build: (call) => {
    const [k, v] = checkedArguments(call, call.shown);
    checkKey(k.type.element, call.shown, call.pos);
    const type = mapOf(k.type.element, v.type.element, v.type.containsNull);
    return node({
      type, nullable: k.nullable || v.nullable, name: call.shown, args: [k, v], fails: true,
      emit: (x, y) => `CASE WHEN ${sameLength(`len(${x})`, `len(${y})`)} THEN ${fromLists(type, x, y)} END`,
    });
  },
});

define('map_from_entries', {
  params: ['array'], build: (call) => {
    const [list] = checkedArguments(call, call.shown);
    const entry = list.type.element;
    if (entry.kind !== 'struct' || entry.fields.length !== 2) fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve "${call.shown}" due to data type mismatch: Parameter 1 requires the "ARRAY" of pair "STRUCT" type.`, call.pos);
    if (list.type.containsNull) refuse('map_from_entries of entries that may be NULL', call.pos);
    checkKey(entry.fields[0].type, call.shown, call.pos);
    const type = mapOf(entry.fields[0].type, entry.fields[1].type, entry.fields[1].nullable);
    return node({
      type, nullable: list.nullable, name: call.shown, args: [list], fails: true,
      emit: (l) => `CASE WHEN ${l} IS NULL THEN NULL ELSE ${fromLists(type, `list_transform(${l}, lambda e: (e).f0)`, `list_transform(${l}, lambda e: (e).f1)`)} END`,
    });
  },
});

define('map_concat', {
  variadic: true, build: (call) => {
    const args = checkedArguments({ ...call, row: { ...call.row, params: [], rest: 'map', min: 1 } }, call.shown);
    const type = commonType(args.map((a) => a.type));
    if (!type) return inputsDiffer(call.shown, 'map_concat', args.map((a) => a.type), call.pos);
    const joined = (part, sqls) => (sqls.length === 1 ? `${part}(${sqls[0]})` : `list_concat(${sqls.map((s) => `${part}(${s})`).join(', ')})`);
    return node({
      type, nullable: args.some((a) => a.nullable), name: call.shown, args: args.map((a) => coerce(a, type)), fails: true,
      emit: (...sqls) => `CASE WHEN ${sqls.map((s) => `${s} IS NULL`).join(' OR ')} THEN NULL ELSE ${fromLists(type, joined('map_keys', sqls), joined('map_values', sqls))} END`,
    });
  },
});

const TEXT_MAP = mapOf(STRING, STRING, true);
const toMap = jsFunction('str_to_map', [STRING, STRING, STRING], TEXT_MAP, (text, pairs, keyValue) => {
  const entries = split(text, pairs, -1).map((p) => { const [k, v] = split(p, keyValue, 2); return [k, v ?? null]; });
  const seen = new Set();
  for (const [k] of entries) {
    if (seen.has(k)) throw new SparkError('DUPLICATED_MAP_KEY', `Duplicate map key ${k} was found, please check the input data.`);
    seen.add(k);
  }
  return entries;
});

define('str_to_map', {
  params: [STRING, STRING, STRING], min: 1, build: (call) => {
    const args = checkedArguments(call, call.shown);
    const name = `str_to_map(${[...call.args.map((a) => a.shown), ...[',', ':'].slice(call.args.length - 1)].join(', ')})`;
    return node({ type: TEXT_MAP, nullable: args.some((a) => a.nullable), name, args, fails: true, emit: (s, p = "','", k = "':'") => toMap(s, p, k) });
  },
});
