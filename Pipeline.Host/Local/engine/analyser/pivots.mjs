// PIVOT and UNPIVOT, rewritten as grouping with conditional aggregates, and as a union of the columns.

import { fail, refuse } from '../errors.mjs';
import { commonType } from '../types/coercion.mjs';
import { STRING } from '../types/types.mjs';
import { analyse } from './expressions.mjs';
import { coerce } from './casting.mjs';
import { inputsDiffer } from './mismatch.mjs';
import { distinctValue } from './select.mjs';
import { literal } from './literals.mjs';
import { compare } from './operators.mjs';
import { hasAggregate } from './node.mjs';
import { nextAlias, relationOf, visible } from './relation.mjs';
import { columnNode, resolve, Scope, unresolved } from './scope.mjs';

const rejectLateralViews = (ast, word) => { if (ast.base.k === 'lateralView') fail(`NOT_ALLOWED_IN_FROM.LATERAL_WITH_${word}`, `Not allowed in the FROM clause: LATERAL together with ${word}.`, ast.pos); };

export function analysePivot(ast, base, ctx) {
  rejectLateralViews(ast, 'PIVOT');
  if (ast.columns.length > 1) refuse('PIVOT over several columns', ast.pos);
  const scope = new Scope(base.columns, null);
  const inner = { ...ctx, scope };
  const found = resolve(scope, ast.columns[0], ast.pos) ?? unresolved(scope, ast.columns[0], ast.pos);
  const pivot = columnNode(found.col, found.written);
  const values = ast.values.map((v) => pivotValue(v, pivot, inner, ast));
  const aggregates = ast.aggregates.map((a) => {
    const e = analyse(a.e, inner);
    if (!e.aggregate) return hasAggregate(e) ? refuse('an expression around an aggregate in PIVOT', ast.pos) : fail('_LEGACY_ERROR_TEMP_1006', `Aggregate expression required for pivot, but '${e.shown}' did not appear in any aggregate function.`, ast.pos);
    return { e, alias: a.alias };
  });
  const used = new Set([found.col]);
  for (const { e } of aggregates) e.has((n) => { if (n.column) used.add(n.column); return false; });
  return pivoted(base, pivot, values, aggregates, visible(base).filter((c) => !used.has(c)), ctx);
}

function pivotValue({ e, alias }, pivot, ctx, ast) {
  const value = analyse(e, { ...ctx, scope: ctx.emptyScope });
  if (!value.literal) refuse('a PIVOT value that is no literal', ast.pos);
  if (value.type.kind !== pivot.type.kind) refuse('a PIVOT value of another type than its column', ast.pos);
  return { value, name: alias ?? (value.value === null ? 'null' : value.name) };
}

const QUICK = new Set(['double', 'int', 'long', 'float', 'boolean', 'short', 'byte', 'decimal']);

function pivoted(base, pivot, values, aggregates, groups, ctx) {
  const cells = values.flatMap((v) => aggregates.map((a) => ({
    name: aggregates.length === 1 ? v.name : `${v.name}_${a.alias ?? a.e.name}`, v, a,
  })));
  const nodes = groups.map((c) => columnNode(c));
  // A value that a group has no row of gives NULL even for counts, where Spark has a quick way for the types of all aggregates.
  const quick = aggregates.every((a) => QUICK.has(a.e.type.kind));
  if (!quick && aggregates.some((a) => /^(?:first|last|any_value)/.test(a.e.name))) refuse('first and last in a PIVOT of text, dates or nested values');
  const list = [
    ...nodes.map((n, i) => `${distinctValue(n)} AS c${i}`),
    ...cells.map(({ v, a }, i) => {
      const test = compare('<=>', pivot, v.value);
      const sqls = a.e.args.map((x) => x.sql);
      const value = filtered(a.e, sqls, test.sql);
      return `${quick ? `CASE WHEN count(*) FILTER (WHERE ${test.sql}) = 0 THEN NULL ELSE ${value} END` : value} AS c${nodes.length + i}`;
    }),
  ];
  const group = nodes.length > 0 ? ` GROUP BY ${nodes.map((_, i) => i + 1).join(', ')}` : '';
  const columns = [...groups.map((c) => ({ name: c.name, type: c.type, nullable: c.nullable })), ...cells.map(({ name, a }) => ({ name, type: a.e.type, nullable: true }))];
  return relationOf({ sql: `SELECT ${list.join(', ')} FROM ${base.sql}${group}`, columns }, ctx);
}

function filtered(e, sqls, test) {
  if (/ FILTER \(WHERE /.test(e.name)) return refuse('FILTER in PIVOT');
  return e.aggregateSql(sqls, ` FILTER (WHERE ${test})`);
}

export function analyseUnpivot(ast, base, ctx) {
  rejectLateralViews(ast, 'UNPIVOT');
  const scope = new Scope(base.columns, null);
  const sources = ast.columns.map((c) => ({ ...c, found: resolve(scope, c.parts, c.pos) ?? unresolved(scope, c.parts, c.pos) }));
  const nodes = sources.map((s) => columnNode(s.found.col, s.found.written));
  const type = commonType(nodes.map((n) => n.type));
  if (!type) inputsDiffer('UNPIVOT', 'unpivot', nodes.map((n) => n.type), ast.pos);
  const ids = visible(base).filter((c) => !sources.some((s) => s.found.col === c));
  const alias = nextAlias(ctx);
  const pairs = sources.map((s, i) => `{'n': ${literal(STRING, s.alias ?? s.found.col.name).sql}, 'v': ${coerce(nodes[i], type).sql}}`);
  const where = ast.includeNulls ? '' : ` WHERE ${alias}.p.v IS NOT NULL`;
  const list = [...ids.map((c, i) => `${alias}.c${i} AS c${i}`), `${alias}.p.n AS c${ids.length}`, `${alias}.p.v AS c${ids.length + 1}`];
  const inner = `SELECT ${[...ids.map((c, i) => `${c.sql} AS c${i}`), `unnest([${pairs.join(', ')}]) AS p`].join(', ')} FROM ${base.sql}`;
  const columns = [
    ...ids.map((c) => ({ name: c.name, type: c.type, nullable: c.nullable })),
    { name: ast.name, type: STRING, nullable: false },
    { name: ast.value, type, nullable: ast.includeNulls && nodes.some((n) => n.nullable) },
  ];
  return relationOf({ sql: `SELECT ${list.join(', ')} FROM (${inner}) AS ${alias}${where}`, columns }, ctx);
}
