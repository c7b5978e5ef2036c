// Functions that make rows: explode, posexplode, inline, stack.

import { fail, refuse } from '../errors.mjs';
import { commonType } from '../types/coercion.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { node } from '../analyser/node.mjs';
import { INT, VOID } from '../types/types.mjs';
import { define, topic } from './registry.mjs';

topic('Rows out of arrays and maps');

// A generator's columns as lists side by side, unnested together; outer gives one row of NULLs for nothing.
function generatorNode(call, args, make) {
  if (args.some((a) => a.has((n) => n.generator !== undefined))) fail('UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS', `The generator is not supported: nested in expressions "${call.shown}".`, call.pos);
  return node({
    type: VOID, name: call.shown, args, nullable: true, emit: () => 'NULL',
    generator: (outer) => make(outer || call.row.outer),
  });
}

const orNothing = (list, outer) => (outer ? `CASE WHEN ${list} IS NULL OR len(${list}) = 0 THEN [NULL] ELSE ${list} END` : list);

for (const [name, outer, positions] of [['explode', false, false], ['explode_outer', true, false], ['posexplode', false, true], ['posexplode_outer', true, true]]) {
  define(name, { generates: true, outer, params: [['array', 'map']], build: (call) => explode(call, positions) });
}

function explode(call, positions) {
  if (call.args.length !== 1) wrongNumber(call.row, 1, 1, call.args.length, call.pos);
  const [x] = call.args;
  if (x.type.kind !== 'array' && x.type.kind !== 'map') argumentWrong(call.shown, 1, '("ARRAY" or "MAP")', x, call.pos);
  return generatorNode(call, [x], (outer) => {
    const lists = x.type.kind === 'array' ? [x.sql] : [`map_keys(${x.sql})`, `map_values(${x.sql})`];
    const columns = x.type.kind === 'array' ? [{ name: 'col', type: x.type.element, nullable: outer || x.type.containsNull }]
      : [{ name: 'key', type: x.type.key, nullable: outer }, { name: 'value', type: x.type.value, nullable: outer || x.type.valueContainsNull }];
    const sqls = lists.map((l) => `unnest(${orNothing(l, outer)})`);
    if (!positions) return { sqls, columns };
    const places = `list_transform(range(len(${lists[0]})), lambda i: CAST(i AS INTEGER))`;
    return { sqls: [`unnest(${orNothing(places, outer)})`, ...sqls], columns: [{ name: 'pos', type: INT, nullable: outer }, ...columns] };
  });
}

for (const [name, outer] of [['inline', false], ['inline_outer', true]]) {
  define(name, { generates: true, outer, params: ['array'], build: inline });
}

function inline(call) {
  const [x] = checkedArguments(call, call.shown);
  if (x.type.element.kind !== 'struct') argumentWrong(call.shown, 1, '"ARRAY<STRUCT>"', x, call.pos);
  return generatorNode(call, [x], (outer) => ({
    sqls: x.type.element.fields.map((_, i) => `unnest(${orNothing(`list_transform(${x.sql}, lambda x: (x).f${i})`, outer)})`),
    columns: x.type.element.fields.map((f) => ({ name: f.name, type: f.type, nullable: true })),
  }));
}

define('stack', { generates: true, variadic: true, build: stack });

function stack(call) {
  const [count, ...values] = call.args;
  if (call.args.length < 2) wrongNumber(call.row, 2, Infinity, call.args.length, call.pos);
  if (!count.literal || count.type !== INT || count.value <= 0n) fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve "${call.shown}" due to data type mismatch: the number of rows must be a positive literal.`, call.pos);
  const rows = Number(count.value);
  const width = Math.ceil(values.length / rows);
  const columns = Array.from({ length: width }, (_, i) => {
    const cells = Array.from({ length: rows }, (_r, r) => values[r * width + i]);
    const type = commonType(cells.filter(Boolean).map((c) => c.type));
    if (!type || cells.some((c) => c && c.type.kind !== 'void' && c.type.ddl !== type.ddl)) {
      fail('DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES', `Cannot resolve "${call.shown}" due to data type mismatch: The data type of the column (${i}) do not have the same type.`, call.pos);
    }
    return { name: `col${i}`, type, cells, nullable: true };
  });
  const args = values;
  return generatorNode(call, args, () => ({
    sqls: columns.map(({ cells, type }) => `unnest([${cells.map((c) => (c ? coerce(c, type).sql : `CAST(NULL AS ${type.duck})`)).join(', ')}])`), columns,
  }));
}

define('json_tuple', { generates: true, variadic: true, build: (call) => refuse('json_tuple', call.pos) });
