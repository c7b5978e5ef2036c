// Aggregate functions: DISTINCT, FILTER, and where they may not stand.

import { fail, refuse } from '../errors.mjs';
import { analyse } from './expressions.mjs';
import { callName, checkedArguments } from './calls.mjs';
import { condition } from './predicates.mjs';
import { hasAggregate, hasWindow, node } from './node.mjs';

export function aggregateNode(call) {
  const { ast, row, ctx, pos } = call;
  if (ctx.noAggregates) ctx.noAggregates(pos, row);
  const plain = aggregateParts(call);
  const filter = ast.filter && condition(analyse(ast.filter, { ...ctx, noAggregates: rejectInFilter, noWindows: rejectWindowInFilter }), pos);
  if (filter) return filtered(plain, filter);
  return plain;
}

const rejectInFilter = (pos) => fail('INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE', 'The FILTER expression in an aggregate function is invalid: it contains an aggregate function.', pos);
const rejectWindowInFilter = (pos) => fail('INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION', 'The FILTER expression in an aggregate function is invalid: it contains a window function.', pos);

/** The node of the aggregate itself, which a window may take over. */
export function aggregateParts(call) {
  const { ast, row, args, pos } = call;
  if (args.some((a) => a.has((n) => n.hides))) refuse('an aggregate over a name that means a column and another column of the SELECT', pos);
  if (args.some((a) => a.has((n) => n.lateralAlias))) {
    fail('UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_FUNC', 'The feature is not supported: Referencing a lateral column alias in an aggregate function.', pos);
  }
  // Below a window, as in sum(sum(x)) OVER (), the inner one is computed first.
  if (!call.inWindow && args.some(hasAggregate)) {
    fail('NESTED_AGGREGATE_FUNCTION', 'It is not allowed to use an aggregate function in the argument of another aggregate function. Please use the inner aggregate function in a sub-query.', pos);
  }
  if (args.some(hasWindow)) fail('_LEGACY_ERROR_TEMP_1033', 'It is not allowed to use a window function inside an aggregate function. Please use the inner window function in a sub-query.', pos);
  const distinct = ast.distinct ? 'DISTINCT ' : '';
  const name = `${row.shown ?? row.name}(${distinct}${args.map((a) => a.shown).join(', ')})`;
  const built = row.build ? row.build({ ...call, shown: name, distinct }) : rowNode(call, name, distinct);
  return built.with({ aggregate: true });
}

function rowNode(call, name, distinct) {
  const { row } = call;
  const args = checkedArguments(call, callName(row, call.args));
  const types = args.map((a) => a.type);
  const type = typeof row.result === 'function' ? row.result(types) : row.result;
  return aggregateOf({ type, name, args, nullable: row.nullable ?? true, sql: (sqls, clause) => row.sql(...sqls, { distinct, types, type, clause }) });
}

/** A node whose SQL takes FILTER or OVER behind the call it is made of. */
export function aggregateOf({ sql, ...fields }) {
  return node({ ...fields, emit: (...sqls) => sql(sqls, ''), aggregateSql: sql });
}

// FILTER and OVER go right behind the call that DuckDB sees, inside of what is made of its result.
function filtered(plain, filter) {
  const count = plain.args.length;
  const sql = (sqls, clause) => plain.aggregateSql(sqls.slice(0, count), ` FILTER (WHERE ${sqls[count]})${clause}`);
  return plain.with({
    name: `${plain.name} FILTER (WHERE ${filter.shown})`, args: [...plain.args, filter],
    emit: (...sqls) => sql(sqls, ''), aggregateSql: sql,
  });
}
