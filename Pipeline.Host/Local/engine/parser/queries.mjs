// Queries: WITH, SELECT and its clauses, set operations, and the order and limits of the whole.

import { fail } from '../errors.mjs';
import { parseExpression } from './expressions.mjs';
import { parseFrom, inlineTable, lateralViews } from './relations.mjs';
import { parseSortItem, parseWindow } from './windows.mjs';

/** query: ctes? queryTerm queryOrganization. */
export function parseQuery(c) {
  const ctes = c.is('WITH') ? commonTables(c) : undefined;
  const { pos } = c;
  const body = setOperation(c);
  return { k: 'query', ctes, body, ...organization(c), pos };
}

export function commonTables(c) {
  c.expect('WITH');
  return c.list(() => {
    const { pos } = c;
    const name = c.name();
    const columns = c.is('(') ? c.inParentheses(() => c.list(() => c.name())) : undefined;
    c.take('AS');
    return { name, columns, query: c.inParentheses(() => parseQuery(c)), pos };
  });
}

const sortItems = (c) => c.list(() => parseSortItem(c));

function organization(c) {
  const o = {};
  if (c.take('ORDER', 'BY')) o.order = sortItems(c);
  if (c.take('CLUSTER', 'BY')) { o.cluster = c.list(() => parseExpression(c)); }
  if (c.take('DISTRIBUTE', 'BY')) { o.distribute = c.list(() => parseExpression(c)); }
  if (c.take('SORT', 'BY')) o.sort = sortItems(c);
  if (c.is('WINDOW') && !endsHere(c.peek())) o.windows = namedWindows(c);
  if (c.is('LIMIT') && !endsHere(c.peek())) { c.next(); o.limit = c.take('ALL') ? undefined : { e: parseExpression(c) }; }
  if (c.is('OFFSET') && !endsHere(c.peek())) { c.next(); o.offset = { e: parseExpression(c) }; }
  return o;
}

const endsHere = (token) => token.t === 'end' || token.u === ')' || token.u === ';' || token.u === ',';

function namedWindows(c) {
  c.expect('WINDOW');
  return c.list(() => {
    const name = c.name();
    c.expect('AS');
    return { name, window: parseWindow(c) };
  });
}

const UNIONS = new Set(['UNION', 'EXCEPT', 'MINUS']);

function setOperation(c) {
  let left = intersection(c);
  while (c.isAny(UNIONS) && !endsHere(c.peek())) left = combined(c, left, intersection);
  return left;
}

function intersection(c) {
  let left = queryPrimary(c);
  while (c.is('INTERSECT') && !endsHere(c.peek())) left = combined(c, left, queryPrimary);
  return left;
}

function combined(c, left, rule) {
  const token = c.next();
  const op = token.u === 'MINUS' ? 'except' : token.u.toLowerCase();
  const all = c.take('ALL') || (c.take('DISTINCT'), false);
  return { k: 'set', op, all, left, right: rule(c), pos: token.pos };
}

function queryPrimary(c) {
  const { pos } = c;
  if (c.is('(')) return { k: 'nested', query: c.inParentheses(() => parseQuery(c)), pos };
  if (c.is('VALUES')) return inlineTable(c);
  if (c.take('TABLE')) return { k: 'select', ...EMPTY, items: [{ e: { k: 'star', qualifier: [], pos } }], from: { k: 'table', name: c.multipartName(), pos }, pos };
  if (c.is('FROM')) return fromFirst(c);
  if (c.is('SELECT')) return select(c);
  if (c.is('MAP') || c.is('REDUCE')) c.unsupported('MAP and REDUCE with a script');
  return c.error();
}

const EMPTY = { distinct: false, laterals: [] };

function fromFirst(c) {
  const { pos } = c;
  c.expect('FROM');
  const from = parseFrom(c);
  const laterals = lateralViews(c);
  const body = { ...select(c), from: { ...from }, pos };
  if (body.ownFrom) c.error();
  if (c.is('SELECT') || c.is('INSERT')) c.unsupported('several SELECTs over one FROM');
  return { ...body, laterals: [...laterals, ...body.laterals] };
}

function select(c) {
  const { pos } = c;
  c.expect('SELECT');
  while (c.token.t === 'hint') checkHint(c, c.next());
  const distinct = quantifier(c);
  const items = c.list(() => selectItem(c));
  const s = { k: 'select', distinct, items, laterals: [], pos };
  if (c.is('FROM') && !endsHere(c.peek())) { c.next(); s.ownFrom = true; s.from = parseFrom(c); }
  s.laterals = lateralViews(c);
  if (c.is('WHERE') && !endsHere(c.peek())) { c.next(); s.where = parseExpression(c); }
  if (c.is('GROUP', 'BY')) s.group = grouping(c);
  if (c.is('HAVING') && !endsHere(c.peek())) { c.next(); s.having = parseExpression(c); }
  if (c.is('WINDOW') && !endsHere(c.peek())) s.windows = namedWindows(c);
  return s;
}

function checkHint(c, token) {
  if (!/^\/\*\+\s*[A-Za-z_`]/.test(token.v)) c.error(token);
}

function quantifier(c) {
  const alone = endsHere(c.peek()) || c.peek().u === 'FROM' || c.peek().u === 'AS' || c.peek().u === '.';
  if (c.is('DISTINCT') && !alone && c.peek().u !== '(') { c.next(); return true; }
  if (c.is('DISTINCT', '(')) { c.next(); return true; }
  if (c.is('ALL') && !alone && !(c.peek().t === 'op' && c.peek().u !== '(' && c.peek().u !== '*')) c.next();
  return false;
}

// The words that begin a clause are taken as an alias only where no clause can follow.
const CLAUSES = new Set(['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'UNION', 'EXCEPT', 'MINUS', 'INTERSECT', 'WINDOW',
  'LATERAL', 'CLUSTER', 'DISTRIBUTE', 'SORT']);

function selectItem(c) {
  const e = parseExpression(c);
  if (c.is('AS') && !endsHere(c.peek())) { c.next(); return aliased(c, e); }
  if (!c.isName() && !c.is('(')) return { e };
  if (c.isAny(CLAUSES) && !endsHere(c.peek())) return { e };
  return aliased(c, e);
}

function aliased(c, e) {
  if (c.is('(')) return { e, aliases: c.inParentheses(() => c.list(() => c.name())) };
  return { e, alias: c.name() };
}

function grouping(c) {
  c.expect('GROUP', 'BY');
  const elements = c.list(() => groupElement(c));
  const g = { elements };
  if (c.is('WITH', 'CUBE') || c.is('WITH', 'ROLLUP')) {
    c.next();
    g.elements = [{ k: c.next().u.toLowerCase(), sets: elements.map((e) => groupItems(e)) }];
  } else if (c.is('GROUPING', 'SETS')) {
    c.next(); c.next();
    g.elements = [{ k: 'sets', sets: c.inParentheses(() => c.list(() => groupSet(c))), base: elements }];
  }
  return g;
}

const groupItems = (element) => {
  if (element.k !== 'plain') fail('PARSE_SYNTAX_ERROR', 'Syntax error: nested grouping analytics', element.pos);
  return [element.e];
};

function groupElement(c) {
  const { pos } = c;
  if ((c.is('CUBE') || c.is('ROLLUP')) && c.peek().u === '(') {
    const k = c.next().u.toLowerCase();
    const sets = c.inParentheses(() => c.list(() => groupSet(c)));
    if (sets.some((s) => s.length === 0)) fail('_LEGACY_ERROR_TEMP_0051', `Empty set in ${k.toUpperCase()} grouping sets is not supported.`, pos);
    return { k, sets, pos };
  }
  if (c.is('GROUPING', 'SETS', '(')) {
    c.next(); c.next();
    return { k: 'sets', sets: c.inParentheses(() => c.list(() => groupElement2(c))), pos };
  }
  return { k: 'plain', e: parseExpression(c), pos };
}

// An element of GROUPING SETS may be CUBE or ROLLUP again.
function groupElement2(c) {
  if ((c.is('CUBE') || c.is('ROLLUP')) && c.peek().u === '(') c.unsupported('CUBE or ROLLUP inside GROUPING SETS');
  return groupSet(c);
}

function groupSet(c) {
  if (!c.is('(')) return [parseExpression(c)];
  return c.attempt(() => {
    const set = c.inParentheses(() => (c.is(')') ? [] : c.list(() => parseExpression(c))));
    if (!c.is(',') && !c.is(')')) c.error();
    return set;
  }) ?? [parseExpression(c)];
}
