// ORDER BY: by position, by a column of the SELECT, or by any expression over what the SELECT reads.

import { fail } from '../errors.mjs';
import { contains, sqlName } from '../types/types.mjs';
import { analyse } from './expressions.mjs';
import { hasAggregate, hasGenerator, hasWindow } from './node.mjs';
import { column, Scope } from './scope.mjs';
import { outputsOf } from './select.mjs';
import { direction } from './windows.mjs';
import { nextAlias } from './relation.mjs';

/** The sort keys of a SELECT: {output: index} or {node}, each with its direction. */
export function orderNodes(order, { items, distinct, columns, alias, plan, ctx }) {
  const outputs = new Scope(columns.map((c, i) => column({ ...c, sql: `${alias}.c${i}` })), null);
  const inner = distinct ? { ...ctx, scope: outputs } : { ...ctx, outputs: outputsOf(items), suggestions: outputs };
  return expandAll(order, items, ctx).map((item) => {
    const key = keyOf(item, items, distinct, inner, plan.plain);
    if (key.output === undefined && !distinct) key.node = plan.lift(key.node);
    checkKey(key.output === undefined ? key.node.type : columns[key.output].type, item);
    return { ...key, direction: direction(item) };
  });
}

function keyOf(item, items, distinct, ctx, plain) {
  const position = ordinalOf(item.e, items.length, 'ORDER BY');
  if (position !== undefined) return { output: position };
  const name = item.e.k === 'column' && item.e.parts.length === 1 ? item.e.parts[0].toLowerCase() : undefined;
  const matches = name === undefined ? [] : items.map((i, n) => n).filter((n) => items[n].name.toLowerCase() === name);
  if (matches.length === 1) return { output: matches[0] };
  const node = analyse(item.e, ctx);
  if (hasWindow(node) || hasGenerator(node) || (plain && hasAggregate(node))) {
    fail('UNSUPPORTED_EXPR_FOR_OPERATOR', 'A query operator contains one or more unsupported expressions. Consider to rewrite it to avoid window functions, aggregate functions, and generator functions in the ORDER BY clause.', item.e.pos);
  }
  return { node };
}

// ORDER BY ALL means every column, unless ALL is the name of one.
function expandAll(order, items, ctx) {
  const [only] = order;
  const all = order.length === 1 && only.e.k === 'column' && only.e.parts.length === 1 && only.e.parts[0].toUpperCase() === 'ALL';
  if (!all || items.some((i) => i.name.toUpperCase() === 'ALL') || ctx.scope.candidates(['all']).found.length > 0) return order;
  return items.map((_, i) => ({ ...only, e: { k: 'lit', type: { bits: 32 }, value: BigInt(i + 1), pos: only.e.pos } }));
}

/** The index that a whole-number literal means as a position, or undefined. */
export function ordinalOf(ast, count, clause) {
  if (ast.k !== 'lit' || typeof ast.value !== 'bigint' || ast.type.bits !== 32 || ast.wrapped) return undefined;
  const n = Number(ast.value);
  if (n >= 1 && n <= count) return n - 1;
  const kind = clause === 'ORDER BY' ? 'ORDER_BY_POS_OUT_OF_RANGE' : 'GROUP_BY_POS_OUT_OF_RANGE';
  return fail(kind, `${clause} position ${n} is not in select list (valid range is [1, ${count}]).`, ast.pos);
}

function checkKey(type, item) {
  if (contains(type, (t) => t.kind === 'map' || t.kind === 'interval')) {
    fail('DATATYPE_MISMATCH.INVALID_ORDERING_TYPE', `Cannot resolve the sort order due to data type mismatch: The \`sortorder\` does not support ordering on type "${sqlName(type)}".`, item.e.pos);
  }
}

/** ORDER BY behind a set operation or VALUES, where only the output is in sight. */
export function outputOrder(body, order, ctx) {
  const alias = nextAlias(ctx);
  const columns = body.columns.map((c, i) => column({ ...c, sql: `${alias}.c${i}` }));
  const items = body.columns.map((c) => ({ name: c.name }));
  const inner = { ...ctx, scope: new Scope(columns, null), windows: new Map() };
  const keys = expandAll(order, items, inner).map((item) => {
    const key = keyOf(item, items, false, inner, true);
    checkKey(key.output === undefined ? key.node.type : body.columns[key.output].type, item);
    return `${key.output === undefined ? key.node.sql : `${alias}.c${key.output}`} ${direction(item)}`;
  });
  return {
    ...body, open: true,
    sql: `SELECT ${columns.map((c) => c.sql).join(', ')} FROM (${body.sql}) AS ${alias} ORDER BY ${keys.join(', ')}`,
  };
}
