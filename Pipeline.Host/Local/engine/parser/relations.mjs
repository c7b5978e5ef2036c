// What stands behind FROM: tables, subqueries, joins, VALUES, table functions, LATERAL VIEW, PIVOT and UNPIVOT.

import { parseExpression } from './expressions.mjs';

export function parseFrom(c) {
  let left = relation(c);
  while (c.take(',')) {
    const { pos } = c;
    left = { k: 'join', type: 'cross', comma: true, left, right: relation(c), pos };
  }
  const views = lateralViews(c);
  if (views.length > 0) left = views.reduce((base, view) => ({ k: 'lateralView', base, view, pos: view.pos }), left);
  return pivots(c, left);
}

function relation(c) {
  const { pos } = c;
  const lateral = c.is('LATERAL') && c.peek().u !== 'VIEW' && c.take('LATERAL');
  let left = primary(c);
  if (lateral) left = { k: 'lateral', of: left, pos };
  for (;;) {
    const extended = joinOf(c, left) ?? pivotOf(c, left);
    if (!extended) return left;
    left = extended;
  }
}

function joinOf(c, left) {
  const { pos } = c;
  const natural = c.is('NATURAL') && c.take('NATURAL');
  const type = joinType(c);
  if (type === undefined) { if (natural) c.error(); return undefined; }
  const lateral = c.take('LATERAL');
  let right = primary(c);
  if (lateral) right = { k: 'lateral', of: right, pos };
  const join = { k: 'join', type, natural, left, right, pos };
  if (natural) return join;
  if (c.take('ON')) return { ...join, on: parseExpression(c) };
  if (c.take('USING')) return { ...join, using: c.inParentheses(() => c.list(() => c.name())) };
  return join;
}

function joinType(c) {
  if (c.take('JOIN') || c.take('INNER', 'JOIN')) return 'inner';
  if (c.take('CROSS', 'JOIN')) return 'cross';
  for (const side of ['LEFT', 'RIGHT', 'FULL']) {
    if (c.take(side, 'JOIN') || c.take(side, 'OUTER', 'JOIN')) return side.toLowerCase();
  }
  if (c.take('SEMI', 'JOIN') || c.take('LEFT', 'SEMI', 'JOIN')) return 'semi';
  if (c.take('ANTI', 'JOIN') || c.take('LEFT', 'ANTI', 'JOIN')) return 'anti';
  return undefined;
}

function primary(c) {
  const { pos } = c;
  if (c.is('(')) return parenthesized(c);
  if (c.is('VALUES') && c.peek().t !== 'end' && !c.peek().u.startsWith(')')) return inlineTable(c);
  const name = c.multipartName();
  if (c.is('(')) {
    const args = c.inParentheses(() => (c.is(')') ? [] : c.list(() => parseExpression(c))));
    return aliasOf(c, { k: 'tableFunction', name, args, pos });
  }
  if (c.is('VERSION', 'AS', 'OF') || c.is('TIMESTAMP', 'AS', 'OF') || c.is('FOR', 'VERSION') || c.is('FOR', 'SYSTEM_VERSION')) {
    c.unsupported('time travel');
  }
  rejectSample(c);
  return aliasOf(c, { k: 'table', name, pos });
}

function rejectSample(c) {
  if (c.is('TABLESAMPLE', '(')) c.unsupported('TABLESAMPLE');
}

function parenthesized(c) {
  const { pos } = c;
  const query = c.attempt(() => {
    const q = c.inParentheses(() => c.rules.query(c));
    // (a JOIN b) starts like nothing a query could start with, ((SELECT 1) JOIN b) does: what follows decides.
    return q;
  });
  if (query) { rejectSample(c); return aliasOf(c, { k: 'derived', query, pos }); }
  const inner = c.inParentheses(() => relation(c));
  rejectSample(c);
  return aliasOf(c, { k: 'group', of: inner, pos });
}

export function inlineTable(c) {
  const { pos } = c;
  c.expect('VALUES');
  const rows = c.list(() => parseExpression(c));
  return aliasOf(c, { k: 'values', rows, pos });
}

// Words that go on with the query instead of naming the table before them.
const FOLLOWERS = new Set(['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'WINDOW', 'CLUSTER', 'DISTRIBUTE', 'SORT', 'PIVOT',
  'UNPIVOT', 'SELECT', 'TABLESAMPLE', 'INSERT']);
const ends = (token) => token.t === 'end' || token.u === ')' || token.u === ';' || token.u === ',';

function aliasOf(c, node) {
  const explicit = c.take('AS');
  if (!c.isStrictName()) { if (explicit) c.error(); return node; }
  if (!explicit && c.isAny(FOLLOWERS) && !ends(c.peek())) return node;
  const alias = c.strictName();
  const columns = c.is('(') ? c.inParentheses(() => c.list(() => c.name())) : undefined;
  return { ...node, alias, columns };
}

export function lateralViews(c) {
  const views = [];
  while (c.is('LATERAL', 'VIEW')) {
    const { pos } = c;
    c.expect('LATERAL', 'VIEW');
    const outer = c.is('OUTER') && c.peek().u !== '(' && c.take('OUTER');
    const fn = c.name();
    const args = c.inParentheses(() => (c.is(')') ? [] : c.list(() => parseExpression(c))));
    const table = c.is('AS') || ends(c.token) || c.isAny(FOLLOWERS) ? undefined : c.name();
    const columns = c.take('AS') ? c.list(() => c.name()) : c.isName() && !c.isAny(FOLLOWERS) && !c.is('LATERAL') ? c.list(() => c.name()) : undefined;
    views.push({ outer, fn, args, table, columns, pos });
  }
  return views;
}

const pivots = (c, left) => {
  let result = left;
  for (let next = pivotOf(c, result); next; next = pivotOf(c, result)) result = next;
  return result;
};

function pivotOf(c, base) {
  const { pos } = c;
  if (c.is('PIVOT', '(')) {
    c.next();
    const pivot = c.inParentheses(() => pivotBody(c));
    return aliasOf(c, { k: 'pivot', base, ...pivot, pos });
  }
  if (c.is('UNPIVOT', '(') || c.is('UNPIVOT', 'INCLUDE', 'NULLS') || c.is('UNPIVOT', 'EXCLUDE', 'NULLS')) {
    c.next();
    const includeNulls = c.take('INCLUDE', 'NULLS') || (c.take('EXCLUDE', 'NULLS'), false);
    const unpivot = c.inParentheses(() => unpivotBody(c));
    return aliasOf(c, { k: 'unpivot', base, includeNulls, ...unpivot, pos });
  }
  return undefined;
}

const optionalAlias = (c) => (c.take('AS') ? c.name() : c.isName() ? c.name() : undefined);

function pivotBody(c) {
  const aggregates = c.list(() => {
    const e = parseExpression(c);
    return { e, alias: c.is('FOR') ? undefined : optionalAlias(c) };
  });
  c.expect('FOR');
  const columns = c.is('(') ? c.inParentheses(() => c.list(() => c.multipartName())) : [c.multipartName()];
  c.expect('IN');
  const values = c.inParentheses(() => c.list(() => ({ e: parseExpression(c), alias: optionalAlias(c) })));
  return { aggregates, columns, values };
}

function unpivotBody(c) {
  if (c.is('(')) c.unsupported('UNPIVOT into several value columns');
  const value = c.name();
  c.expect('FOR');
  const name = c.name();
  c.expect('IN');
  const columns = c.inParentheses(() => c.list(() => {
    if (c.is('(')) c.unsupported('UNPIVOT of column sets');
    const { pos } = c;
    return { parts: c.multipartName(), pos, alias: optionalAlias(c) };
  }));
  return { value, name, columns };
}
