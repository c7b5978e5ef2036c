// OVER and its frames; ORDER BY items.

import { parseExpression, parseValue } from './expressions.mjs';

/** A window by name, or its parts. */
export function parseWindow(c) {
  if (!c.is('(')) return { name: c.name() };
  return c.inParentheses(() => windowParts(c));
}

function windowParts(c) {
  const spec = { partition: [], order: [] };
  if (c.isName() && c.peek().u === ')') return { name: c.name() };
  if (c.is('CLUSTER', 'BY')) c.unsupported('CLUSTER BY in a window');
  if (c.take('PARTITION', 'BY') || c.take('DISTRIBUTE', 'BY')) spec.partition = c.list(() => parseExpression(c));
  if (c.take('ORDER', 'BY') || c.take('SORT', 'BY')) spec.order = c.list(() => parseSortItem(c));
  if (c.is('ROWS') || c.is('RANGE')) spec.frame = frame(c);
  return spec;
}

function frame(c) {
  const unit = c.next().u.toLowerCase();
  if (!c.take('BETWEEN')) return { unit, start: bound(c), end: { at: 'current' } };
  const start = bound(c);
  c.expect('AND');
  return { unit, start, end: bound(c) };
}

function bound(c) {
  if (c.take('UNBOUNDED', 'PRECEDING')) return { at: 'first' };
  if (c.take('UNBOUNDED', 'FOLLOWING')) return { at: 'last' };
  if (c.take('CURRENT', 'ROW')) return { at: 'current' };
  const offset = parseValue(c);
  if (c.take('PRECEDING')) return { at: 'preceding', offset };
  c.expect('FOLLOWING');
  return { at: 'following', offset };
}

export function parseSortItem(c) {
  const e = parseExpression(c);
  const descending = c.take('DESC') || (c.take('ASC'), false);
  let nullsFirst = !descending;
  if (c.take('NULLS', 'FIRST')) nullsFirst = true;
  else if (c.take('NULLS', 'LAST')) nullsFirst = false;
  return { e, descending, nullsFirst };
}
