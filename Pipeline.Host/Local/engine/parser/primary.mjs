// Primary expressions: literals, names, calls, CASE, CAST, subqueries, and what follows them in brackets or behind a dot.

import { fail, refuse } from '../errors.mjs';
import { parseType } from './datatypes.mjs';
import { parseExpression, parseValue, startsQuery } from './expressions.mjs';
import { SPECIAL_CALLS } from './special-calls.mjs';
import { intervalLiteral, numberLiteral } from './literals.mjs';
import { parseWindow } from './windows.mjs';

const lit = (type, value, pos) => ({ k: 'lit', type, value, pos });

export function parsePrimary(c) {
  let e = simplePrimary(c);
  for (;;) {
    const { pos } = c;
    if (c.take('[')) {
      const index = parseValue(c);
      c.expect(']');
      e = { k: 'index', base: e, index, pos: e.pos };
    } else if (c.is('.') && (c.peek().t === 'word' || c.peek().t === 'quoted')) {
      c.next();
      e = { k: 'field', base: e, name: c.name(), pos };
    } else return e;
  }
}

function simplePrimary(c) {
  const { token, pos } = c;
  switch (token.t) {
    case 'number': return numberLiteral(c.next().v, pos);
    case 'string': return stringLiteral(c);
    case 'quoted': return named(c);
    case 'op': return operatorPrimary(c);
    case 'word': return wordPrimary(c);
    default: return c.error();
  }
}

function stringLiteral(c) {
  const { pos } = c;
  let value = c.string();
  while (c.isString()) value += c.string();
  return lit('string', value, pos);
}

function operatorPrimary(c) {
  const { pos } = c;
  if (c.is('-')) { c.next(); return numberLiteral(`-${c.next().v}`, pos); }
  if (c.is('*')) { c.next(); return { k: 'star', qualifier: [], pos }; }
  if (c.is('?')) { c.next(); return parameter(`_${pos}`, pos); }
  if (c.is(':') && c.peek().t === 'word') { c.next(); return parameter(c.next().v, pos); }
  if (!c.is('(')) c.error();
  if (isLambdaHead(c)) return lambda(c);
  if (startsQuery(c, 1)) {
    // Two parentheses may open a query in parentheses or an expression that begins with a subquery.
    const query = c.attempt(() => c.inParentheses(() => c.rules.query(c)));
    if (query) return { k: 'subquery', query, pos };
  }
  c.next();
  const items = c.list(() => namedExpression(c));
  c.expect(')');
  if (items.length > 1) return { k: 'row', items, pos };
  if (items[0].alias) c.error();
  return { ...items[0].e, wrapped: true };
}

const parameter = (name, pos) =>
  fail('UNBOUND_SQL_PARAMETER', `Found the unbound parameter: ${name}. Please, fix \`args\` and provide a mapping of the parameter to a SQL literal.`, pos);

export function namedExpression(c) {
  const e = parseExpression(c);
  if (c.take('AS')) return { e, alias: c.name() };
  return c.isName() && !c.is('FROM') ? { e, alias: c.name() } : { e };
}

function isLambdaHead(c) {
  let i = 1;
  for (;;) {
    if (c.peek(i).t !== 'word' && c.peek(i).t !== 'quoted') return false;
    const separator = c.peek(i + 1).u;
    if (separator === ')') return c.peek(i + 2).u === '->';
    if (separator !== ',') return false;
    i += 2;
  }
}

function lambda(c) {
  const { pos } = c;
  const params = c.is('(') ? c.inParentheses(() => c.list(() => c.name())) : [c.name()];
  c.expect('->');
  return { k: 'lambda', params, body: parseExpression(c), pos };
}

const BARE_CALLS = new Set(['CURRENT_DATE', 'CURRENT_TIMESTAMP', 'CURRENT_USER', 'USER', 'LOCALTIMESTAMP']);

function wordPrimary(c) {
  const { token, pos } = c;
  const after = c.peek();
  switch (token.u) {
    case 'NULL': c.next(); return lit('null', null, pos);
    case 'TRUE': c.next(); return lit('boolean', true, pos);
    case 'FALSE': c.next(); return lit('boolean', false, pos);
    case 'CASE': return c.attempt(() => caseExpression(c)) ?? named(c, 'CASE');
    case 'INTERVAL': return c.attempt(() => intervalLiteral(c)) ?? named(c);
    default:
  }
  if (after.t === 'string' && !(token.u === 'R')) return typedLiteral(c);
  if (BARE_CALLS.has(token.u) && after.u !== '(' && after.u !== '.') {
    c.next();
    return { k: 'bare', name: token.u.toLowerCase(), text: token.v, pos };
  }
  if (after.u === '(' && SPECIAL_CALLS[token.u]) {
    const special = SPECIAL_CALLS[token.u](c);
    if (special) return special;
  }
  return named(c);
}

// A name: of a column, of a function, the qualifier of a star, or the parameter of a lambda.
function named(c, keyword) {
  const { pos } = c;
  if (c.peek().u === '->') return lambda(c);
  if (keyword === 'CASE' && !endsOperand(c.peek())) { c.next(); return c.error(); }
  const parts = [c.name()];
  while (c.is('.')) {
    if (c.peek().u === '*') { c.next(); c.next(); return { k: 'star', qualifier: parts, pos }; }
    if (c.peek().t !== 'word' && c.peek().t !== 'quoted') break;
    c.next();
    parts.push(c.name());
  }
  return c.is('(') ? functionCall(c, parts, pos) : { k: 'column', parts, pos };
}

const endsOperand = (token) => token.t === 'end' ? false : token.t === 'op' || token.u === 'FROM' || token.u === 'AS';

export function functionCall(c, name, pos) {
  c.expect('(');
  const call = { k: 'call', name, args: [], pos };
  if (!c.is(')')) {
    if (c.is('DISTINCT') && c.peek().u !== ')' && c.peek().u !== ',') { c.next(); call.distinct = true; }
    else if (c.is('ALL') && c.peek().u !== ')' && c.peek().u !== ',' && c.peek().t !== 'op') c.next();
    call.args = c.list(() => argument(c));
  }
  c.expect(')');
  return callTail(c, call);
}

function argument(c) {
  if (c.isName() && c.peek().u === '=>') refuse('named arguments', c.pos);
  return parseExpression(c);
}

/** FILTER, IGNORE NULLS and OVER behind a call. */
export function callTail(c, call) {
  const result = { ...call };
  if (c.is('FILTER', '(')) {
    c.next();
    result.filter = c.inParentheses(() => { c.expect('WHERE'); return parseExpression(c); });
  }
  if (c.take('IGNORE', 'NULLS')) result.ignoreNulls = true;
  else if (c.take('RESPECT', 'NULLS')) result.respectNulls = true;
  if (c.is('OVER') && (c.peek().u === '(' || c.peek().t === 'word' || c.peek().t === 'quoted')) {
    c.next();
    result.over = parseWindow(c);
  }
  return result;
}

function typedLiteral(c) {
  const { pos } = c;
  const word = c.next().u;
  return { k: 'typed', name: word, value: c.string(), pos };
}

function caseExpression(c) {
  const { pos } = c;
  c.expect('CASE');
  const operand = c.is('WHEN') ? undefined : parseExpression(c);
  const whens = [];
  while (c.take('WHEN')) {
    const when = parseExpression(c);
    c.expect('THEN');
    whens.push({ when, then: parseExpression(c) });
  }
  if (whens.length === 0) c.error();
  const otherwise = c.take('ELSE') ? parseExpression(c) : undefined;
  c.expect('END');
  return { k: 'case', operand, whens, otherwise, pos };
}

export function castExpression(c, attempt) {
  const { pos } = c;
  c.next();
  return c.inParentheses(() => {
    const e = parseExpression(c);
    c.expect('AS');
    return { k: 'cast', e, type: parseType(c), attempt, pos };
  });
}
