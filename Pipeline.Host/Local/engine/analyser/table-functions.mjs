// Functions behind FROM, and LATERAL VIEW.

import { fail, refuse } from '../errors.mjs';
import { INT, isWhole, LONG } from '../types/types.mjs';
import { lookup } from '../functions/registry.mjs';
import { analyse } from './expressions.mjs';
import { coerce } from './casting.mjs';
import { generatorRelation } from './generators.mjs';
import { wrongNumber } from './calls.mjs';
import { nextAlias } from './relation.mjs';
import { column, Scope } from './scope.mjs';

export function tableFunction(ast, ctx) {
  return ast.name.length === 1 && ast.name[0].toLowerCase() === 'range' ? range(ast, ctx) : fromGenerator(ast, besides(ctx));
}

// Nothing but the rows around a subquery is in sight, and those are not followed into its FROM.
const besides = (ctx) => ({ ...ctx, scope: new Scope([], ctx.outer ?? null), correlated: (col, pos) => refuse(`the outer column ${col.name} in a function behind FROM`, pos) });

export const lateralFunction = (ast, ctx) => fromGenerator(ast, ctx);

function fromGenerator(ast, ctx) {
  const key = ast.name.length === 1 ? ast.name[0].toLowerCase() : undefined;
  const row = key && lookup(key);
  if (key === 'identifier') refuse('IDENTIFIER()', ast.pos);
  if (key === 'range') refuse('range beside LATERAL', ast.pos);
  if (!row?.generates) {
    fail('UNRESOLVABLE_TABLE_VALUED_FUNCTION', `Could not resolve \`${ast.name.join('`.`')}\` to a table-valued function. Please make sure that \`${ast.name.join('`.`')}\` is defined as a table-valued function and that all required parameters are provided correctly.`, ast.pos);
  }
  const generator = analyse({ k: 'call', name: [key], args: ast.args, pos: ast.pos }, ctx);
  const { lateral, columns } = generatorRelation(generator, ctx, row.outer);
  return { sql: lateral, columns: columns.map((c) => column({ ...c, qualifier: null })) };
}

// range(end), range(start, end[, step[, partitions]])
function range(ast, ctx) {
  const args = ast.args.map((a) => analyse(a, { ...ctx, scope: ctx.emptyScope }));
  if (args.length < 1 || args.length > 4) wrongNumber({ name: 'range' }, 1, 4, args.length, ast.pos);
  for (const a of args) {
    if (!a.foldable || !isWhole(a.type)) refuse('range with anything but whole-number constants', ast.pos);
  }
  const [start, end, step] = args.length === 1 ? [undefined, args[0], undefined] : args;
  const sql = (e, fallback) => (e ? coerce(e, LONG).sql : fallback);
  if (step && step.literal && step.value === 0n) fail('_LEGACY_ERROR_TEMP_1116', 'step (0) cannot be 0', ast.pos);
  if (args[3]) coerce(args[3], INT);
  const alias = nextAlias(ctx);
  return {
    sql: `(SELECT CAST(range AS BIGINT) AS c0 FROM range(${sql(start, '0')}, ${sql(end)}, ${sql(step, '1')})) AS ${alias}`,
    columns: [column({ name: 'id', qualifier: null, type: LONG, nullable: false, sql: `${alias}.c0` })],
  };
}

/** LATERAL VIEW [OUTER] f(...) t AS a, b. */
export function lateralView(relation, view, ctx) {
  const row = lookup(view.fn.toLowerCase());
  if (!row?.generates) {
    if (row) fail('UNSUPPORTED_GENERATOR.NOT_GENERATOR', `The generator is not supported: ${view.fn} is expected to be a generator.`, view.pos);
    fail('UNRESOLVED_ROUTINE', `Cannot resolve function \`${view.fn}\` on search path [\`system\`.\`builtin\`, \`system\`.\`session\`, \`spark_catalog\`.\`default\`].`, view.pos);
  }
  const scope = new Scope(relation.columns, ctx.outer ?? null);
  const generator = analyse({ k: 'call', name: [view.fn], args: view.args, pos: view.pos }, { ...ctx, scope });
  const outer = view.outer || Boolean(row.outer);
  const { lateral, columns } = generatorRelation(generator, ctx, outer);
  const names = view.columns ?? columns.map((c) => c.name);
  if (names.length !== columns.length) {
    fail('UDTF_ALIAS_NUMBER_MISMATCH', `The number of aliases supplied in the AS clause does not match the number of columns output by the UDTF. Expected ${columns.length} aliases, but got ${names.length}.`, view.pos);
  }
  const qualifier = view.table === undefined ? null : [view.table];
  const added = columns.map((c, i) => column({ ...c, name: names[i], qualifier, nullable: c.nullable || outer }));
  const sql = relation.sql === '' ? lateral : `${relation.sql} JOIN LATERAL ${lateral} ON true`;
  return { ...relation, scan: undefined, sql, columns: [...relation.columns, ...added] };
}
