// FROM: what each kind of source becomes.

import { fail, refuse } from '../errors.mjs';
import { analyseValues } from './values.mjs';
import { findCommonTable } from './common-tables.mjs';
import { analyseJoin } from './joins.mjs';
import { lateralView, tableFunction } from './table-functions.mjs';
import { analysePivot, analyseUnpivot } from './pivots.mjs';
import { analyseQuery, analyseQueryBody } from './queries.mjs';
import { relationOf, renamed } from './relation.mjs';
import { column } from './scope.mjs';
import { sessionRelation } from '../session/relations.mjs';

/** The source of a SELECT with its lateral views: {sql, columns}. */
export function fromOf(ast, ctx) {
  const base = ast.from ? analyseRelation(ast.from, ctx) : { sql: '', columns: [] };
  return ast.laterals.reduce((relation, view) => lateralView(relation, view, ctx), base);
}

export const VISITORS = {
  table: (ast, ctx) => named(tableOf(ast, ctx), ast),
  derived: (ast, ctx) => named(unqualified(analyseQuery(ast.query, ctx)), ast),
  group: (ast, ctx) => groupOf(ast, ctx),
  values: (ast, ctx) => analyseValues(ast, ctx).relation,
  join: (ast, ctx) => analyseJoin(ast, ctx, analyseRelation),
  lateral: (ast) => refuse('LATERAL here', ast.pos),
  lateralView: (ast, ctx) => lateralView(analyseRelation(ast.base, ctx), ast.view, ctx),
  tableFunction: (ast, ctx) => named(tableFunction(ast, ctx), ast),
  pivot: (ast, ctx) => named(analysePivot(ast, analyseRelation(ast.base, ctx), ctx), ast),
  unpivot: (ast, ctx) => named(analyseUnpivot(ast, analyseRelation(ast.base, ctx), ctx), ast),
};

export function analyseRelation(ast, ctx) {
  const visit = VISITORS[ast.k];
  if (!visit) return refuse(`relations of the kind ${ast.k}`, ast.pos);
  return visit(ast, ctx);
}

function groupOf(ast, ctx) {
  const inner = analyseRelation(ast.of, ctx);
  const grouped = { ...inner, sql: /^\(SELECT/.test(inner.sql) || ast.of.k !== 'join' ? inner.sql : `(${inner.sql})` };
  return named(grouped, ast);
}

const unqualified = (relation) => ({ ...relation, columns: relation.columns.map((c) => column({ ...c, qualifier: null })) });

/** A relation under the alias written behind it. */
export function named(relation, ast) {
  if (ast.alias === undefined) return relation;
  return renamed(relation, [ast.alias], ast.columns, (n) => fail('_LEGACY_ERROR_TEMP_1022', `Number of column aliases does not match number of columns. `
    + `Number of column aliases: ${ast.columns.length}; number of columns: ${n}.`, ast.pos));
}

function tableOf(ast, ctx) {
  const cte = ast.name.length === 1 && findCommonTable(ctx.ctes, ast.name[0]);
  return cte ? commonTable(cte, ast, ctx) : sessionRelation(ast, ctx);
}

/** A common table sees the names around its WITH, not those around its use. */
export const commonTableBody = (cte, ctx) => analyseQueryBody(cte.ast.query, { ...ctx, ctes: cte.ctes, inCommonTable: true, outer: null, correlated: undefined });

function commonTable(cte, ast, ctx) {
  cte.uses = (cte.uses ?? 0) + 1;
  const { body, source } = ctx.session.shared.of(cte, () => commonTableBody(cte, ctx));
  if (body.volatile && cte.uses > 1) refuse(`the common table ${cte.ast.name}, which holds chance, used more than once`, ast.pos);
  const names = cte.ast.columns;
  if (names && names.length !== body.columns.length) {
    fail('_LEGACY_ERROR_TEMP_1022', `Number of column aliases does not match number of columns. Number of column aliases: ${names.length}; number of columns: ${body.columns.length}.`, cte.ast.pos);
  }
  const columns = names ? body.columns.map((c, i) => ({ ...c, name: names[i] })) : body.columns;
  return relationOf({ ...body, source, columns }, ctx, [ast.name[0]]);
}
