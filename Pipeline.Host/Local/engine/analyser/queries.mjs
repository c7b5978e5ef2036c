// A query as a whole: WITH, the body, its order and limits.

import { fail, refuse } from '../errors.mjs';
import { analyse } from './expressions.mjs';
import { addCommonTables } from './common-tables.mjs';
import { commonTableBody } from './from.mjs';
import { analyseSelect } from './select.mjs';
import { analyseSetOperation } from './set-operations.mjs';
import { isWhole, sqlName } from '../types/types.mjs';
import { relationOf } from './relation.mjs';
import { analyseValues } from './values.mjs';
import { outputOrder } from './order.mjs';
import { uncertain } from '../csv/filters.mjs';

/** The query as a relation with an alias of its own. */
export function analyseQuery(ast, ctx) {
  return relationOf(analyseQueryBody(ast, ctx), ctx);
}

/** The query as {sql, columns: [{name, type, nullable}], single, deepCorrelation}; its columns are c0, c1, ... in DuckDB. */
export function analyseQueryBody(ast, outerCtx) {
  if (!ast.ctes) return withoutCommonTables(ast, outerCtx);
  const ctx = addCommonTables(ast.ctes, outerCtx);
  const result = withoutCommonTables(ast, ctx);
  // What nobody uses is looked at all the same.
  for (let c = ctx.ctes; c !== outerCtx.ctes; c = c.ctes) if (!c.uses) commonTableBody(c, ctx);
  return result;
}

function withoutCommonTables(ast, ctx) {
  const organization = organizationOf(ast, ctx);
  const { body } = ast;
  if (body.k === 'select') return withLimit(analyseSelect(body, ctx, organization), organization);
  const result = bodyOf(body, ctx);
  if (organization.windows) refuse('WINDOW behind a set operation', ast.pos);
  return withLimit(organization.order ? outputOrder(result, organization.order, ctx) : result, organization);
}

function bodyOf(body, ctx) {
  switch (body.k) {
    case 'set': return analyseSetOperation(body, ctx, bodyOf);
    case 'nested': return analyseQueryBody(body.query, ctx);
    case 'values': return analyseValues(body, ctx).body;
    default: return analyseSelect(body, ctx, {});
  }
}

function organizationOf(ast, ctx) {
  const { order, sort, distribute, cluster, windows } = ast;
  if (order && (sort || distribute || cluster)) {
    fail('UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES', 'The feature is not supported: Combination of ORDER BY/SORT BY/DISTRIBUTE BY/CLUSTER BY.', ast.pos);
  }
  if (cluster && (sort || distribute)) {
    fail('UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES', 'The feature is not supported: Combination of ORDER BY/SORT BY/DISTRIBUTE BY/CLUSTER BY.', ast.pos);
  }
  // These place rows among tasks, which nothing here has; their expressions are checked all the same.
  const ignored = [...(sort ?? []).map((s) => s.e), ...(distribute ?? []), ...(cluster ?? [])];
  return { order, ignored, windows, limit: constant(ast.limit, 'limit', ctx), offset: constant(ast.offset, 'offset', ctx) };
}

function constant(clause, word, ctx) {
  if (!clause) return undefined;
  const { pos } = clause.e;
  const shown = analyse(clause.e, { ...ctx, scope: ctx.emptyScope });
  if (!shown.foldable) fail('INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE', `The ${word} like expression "${shown.shown}" is invalid. The ${word} expression must evaluate to a constant value.`, pos);
  if (!isWhole(shown.type) || shown.type.bits > 32) {
    fail('INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE', `The ${word} like expression "${shown.shown}" is invalid. The ${word} expression must be integer type, but got "${sqlName(shown.type)}".`, pos);
  }
  const value = computed(clause.e);
  if (value === undefined) return refuse(`a ${word} that is no plain number`, pos);
  if (value < 0n) fail('INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE', `The ${word} like expression "${shown.shown}" is invalid. The ${word} expression must be equal to or greater than 0, but got ${value}.`, pos);
  return value;
}

const OPERATIONS = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b };

function computed(ast) {
  if (ast.k === 'lit' && typeof ast.value === 'bigint') return ast.value;
  if (ast.k !== 'binary' || !OPERATIONS[ast.op]) return undefined;
  const [l, r] = [computed(ast.l), computed(ast.r)];
  return l === undefined || r === undefined ? undefined : OPERATIONS[ast.op](l, r);
}

function withLimit(body, { limit, offset }) {
  if (limit === undefined && offset === undefined) return body;
  const clause = `${limit === undefined ? '' : ` LIMIT ${limit}`}${offset === undefined ? '' : ` OFFSET ${offset}`}`;
  uncertain(body.scans);
  const sql = body.open ? `${body.sql}${clause}` : `SELECT * FROM (${body.sql}) AS ordered${clause}`;
  return { ...body, sql, open: false, limited: true, single: body.single || (limit !== undefined && limit <= 1n), deepCorrelation: true };
}
