// One SELECT: its columns, WHERE, grouping, HAVING, DISTINCT and order, built as a few plain levels of DuckDB SQL.

import { fail, refuse } from '../errors.mjs';
import { contains } from '../types/types.mjs';
import { groupedSelect, isGrouped } from './grouping.mjs';
import { withGenerators } from './generators.mjs';
import { hasGenerator, hasSubquery, hasWindow } from './node.mjs';
import { analyse } from './expressions.mjs';
import { itemsOf } from './select-items.mjs';
import { orderNodes } from './order.mjs';
import { ordinalOf, sortOrdinal, withOrdinal } from './ordinals.mjs';
import { condition } from './predicates.mjs';
import { pushFilters, uncertain } from '../csv/filters.mjs';
import { fromOf } from './from.mjs';
import { nextAlias } from './relation.mjs';
import { Scope } from './scope.mjs';

export function analyseSelect(ast, outerCtx, organization) {
  const correlation = { deep: false };
  const ctx = contextOf(ast, outerCtx, organization, correlation);
  const source = fromOf(ast, ctx);
  const scope = new Scope(source.columns, outerCtx.outer ?? null);
  const ordinal = ordinalOf(source);
  const inner = { ...ctx, scope, ordinal };
  const where = ast.where && whereOf(ast.where, { ...inner, correlated: outerCtx.correlated, noAggregates: rejectAggregates, noWindows: rejectWindows });
  let from = { sql: source.sql, where };
  if (where && source.scan) pushFilters(source.scan, where);
  else if (where || ast.having || ast.laterals.length > 0) uncertain(source.scans);
  let items = itemsOf(ast, inner);
  const grouped = isGrouped(ast, items, organization);
  if (ordinal?.wanted && !grouped) {
    ordinal.active = true;
    from = withOrdinal(from, ordinal);
  }
  if (items.some((i) => hasGenerator(i.node))) {
    if (grouped) refuse('explode and its like together with aggregates', ast.pos);
    ({ from, items } = withGenerators(from, items, inner));
  }
  for (const e of organization.ignored ?? []) analyse(e, { ...inner, aliases: outputsOf(items) });
  const plan = grouped ? groupedSelect(ast, from, items, organization, inner) : plainSelect(ast, from, items, organization, inner);
  const result = finish(ast, plan, items, organization, inner);
  const local = source.local && plan.plain && !ast.distinct && !organization.order;
  markEager(result.columns, items, source, local);
  return { ...result, single: plan.single && !ast.having, deepCorrelation: correlation.deep || source.deepCorrelation || plan.deep, scans: source.scans, local, ...hazards(items, where, source) };
}

// What keeps a query from being computed once for several uses.
function hazards(items, where, source) {
  const nodes = [...items.map((i) => i.node), ...(where ? [where] : [])];
  return { fails: source.fails || nodes.some((n) => n.mayFail || hasSubquery(n)), volatile: source.volatile || nodes.some((n) => n.has((x) => x.volatile === true)) };
}

// Spark computes all columns of a SELECT over VALUES while it plans the query, so that one which fails does so even if nobody asks for it.
function markEager(columns, items, source, local) {
  columns.forEach((c, i) => { c.eager = items[i].node.has((n) => n.column?.eager === true) || Boolean(local && items[i].node.mayFail); });
  if (source.columns.some((c) => c.eager && !c.used)) refuse('leaving out a column over VALUES that may fail, which Spark computes all the same');
}

function contextOf(ast, outerCtx, organization, correlation) {
  const windows = new Map();
  for (const { name, window } of [...(ast.windows ?? []), ...(organization.windows ?? [])]) {
    if (windows.has(name.toLowerCase())) fail('INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION', `Invalid SQL syntax: The definition of window \`${name}\` is repetitive.`, ast.pos);
    windows.set(name.toLowerCase(), window);
  }
  return {
    ...statementContext(outerCtx), windows,
    correlated: outerCtx.correlated && ((col, pos) => { correlation.deep = true; outerCtx.correlated(col, pos); }),
  };
}

// What holds for all of a query, and not for one clause of it.
const statementContext = ({ session, ctes, emptyScope, outer, depth, used, readPaths, filling, inCommonTable }) =>
  ({ session, ctes, emptyScope, outer, depth, used, readPaths, filling, inCommonTable });

const rejectAggregates = (pos, row) => fail('INVALID_WHERE_CONDITION', `The WHERE condition contains invalid expressions: ${row.own}. Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause.`, pos);
const rejectWindows = (pos) => fail('_LEGACY_ERROR_TEMP_1034', 'It is not allowed to use window functions inside WHERE clause.', pos);

function whereOf(ast, ctx) {
  const e = condition(analyse(ast, ctx), ast.pos);
  if (hasGenerator(e)) fail('UNSUPPORTED_GENERATOR.OUTSIDE_SELECT', 'The generator is not supported: outside the SELECT clause.', ast.pos);
  rejectFilterOnly(e, true);
  return e;
}

// Below these a filter may still take what is unknown for false.
const FILTERS_THROUGH = new Set(['and', 'or', 'not']);

/** Some conditions answer false for NULL, here or in Spark, and may stand where rows are filtered only. */
export function rejectFilterOnly(e, filter = false, plain = filter) {
  if (e.onlyAsFilter && !plain) refuse('IN with several columns and a subquery outside of a WHERE');
  if (e.oftenUnknown && !filter) refuse('IN with a subquery over values that may be NULL, inside a larger expression outside of a WHERE');
  e.args.forEach((a, i) => rejectFilterOnly(a, e.tests?.(i) || (filter && FILTERS_THROUGH.has(e.operation)), plain && e.operation === 'and'));
}

// In a column such an IN, and a NOT IN as well, is false where it would be unknown: Spark asks whether there is a match.
function settled(n) {
  const known = answered(n);
  rejectFilterOnly(known);
  return known;
}

function answered(n) {
  if (n.oftenUnknown || (n.operation === 'not' && n.args[0].oftenUnknown)) {
    const args = n.args.map((a) => (a.oftenUnknown ? a.with({ oftenUnknown: false }) : a));
    return n.with({ args, oftenUnknown: false, nullable: false, emit: (...sqls) => `coalesce(${n.emit(...sqls)}, false)` });
  }
  return n.operation === 'and' || n.operation === 'or' ? n.with({ args: n.args.map(answered) }) : n;
}

/** The output columns by name, for clauses that may use them. */
export function outputsOf(items) {
  const outputs = new Map();
  for (const item of items) {
    const key = item.name.toLowerCase();
    outputs.set(key, outputs.has(key) ? 'ambiguous' : () => item.node);
  }
  return outputs;
}

function plainSelect(ast, from, items, organization, ctx) {
  if (ast.having) return havingWithoutGroups(ast, ctx);
  return { from: from.sql, where: from.where, lift: (e) => e, plain: true, single: !ast.from && !from.where };
}

const havingWithoutGroups = (ast) => refuse('HAVING without GROUP BY or aggregates', ast.having.pos);

function finish(ast, plan, items, organization, ctx) {
  const nodes = items.map((i) => plan.lift(settled(i.node)));
  const columns = items.map((item, i) => ({ name: item.name, type: nodes[i].type, nullable: nodes[i].nullable }));
  const alias = nextAlias(ctx);
  const order = organization.order ? orderNodes(organization.order, { items, distinct: ast.distinct, columns, alias, plan, ctx }) : [];
  const where = plan.where ? ` WHERE ${plan.where.sql}` : '';
  const stable = order.length > 0 && plan.plain && plan.from && !ast.distinct && !nodes.some(hasWindow);
  const inner = ast.distinct ? distinctSql(nodes, columns, plan.from, where, ast) : selectWith(nodes, order, plan.from, where, stable ? sortOrdinal.column : '');
  if (order.length === 0) return { sql: inner, columns, open: !ast.distinct };
  const keys = order.map((o, i) => `${keySql(o, i, alias, ast.distinct)} ${o.direction}`);
  if (stable) keys.push(sortOrdinal.key(alias));
  return { sql: `SELECT ${nodes.map((_, i) => `${alias}.c${i}`).join(', ')} FROM (${inner}) AS ${alias} ORDER BY ${keys.join(', ')}`, columns, open: true };
}

function keySql(o, i, alias, distinct) {
  if (o.output !== undefined) return `${alias}.c${o.output}`;
  return distinct ? o.node.sql : `${alias}.s${i}`;
}

// Order expressions that are no output columns travel along as s0, s1, ...
function selectWith(nodes, order, from, where, more) {
  const extra = order.map((o, i) => (o.output === undefined ? `, ${o.node.sql} AS s${i}` : '')).join('');
  return `SELECT ${nodes.map((n, i) => `${n.sql} AS c${i}`).join(', ') || 'NULL AS none'}${extra}${more}${from ? ` FROM ${from}` : ''}${where}`;
}

function distinctSql(nodes, columns, from, where, ast) {
  if (columns.some((c) => contains(c.type, (t) => t.kind === 'map'))) {
    fail('UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE', 'The feature is not supported: Cannot have MAP type columns in DataFrame which calls set operations (INTERSECT, EXCEPT, etc.).', ast.pos);
  }
  return `SELECT DISTINCT ${nodes.map((n, i) => `${distinctValue(n)} AS c${i}`).join(', ')}${from ? ` FROM ${from}` : ''}${where}`;
}

/** Minus zero is zero once values are grouped. */
export function distinctValue(n) {
  if (n.type.kind !== 'double' && n.type.kind !== 'float') return n.sql;
  return `CASE WHEN ${n.sql} = 0 THEN CAST(0 AS ${n.type.duck}) ELSE ${n.sql} END`;
}
