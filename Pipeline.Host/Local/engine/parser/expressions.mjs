// Expressions, from OR down to comparisons, as in Spark's grammar: booleanExpression, predicate, valueExpression.

import { parsePrimary } from './primary.mjs';

export function parseExpression(c) {
  let left = parseAnd(c);
  while (c.is('OR')) {
    const { pos } = c.next();
    left = { k: 'or', l: left, r: parseAnd(c), pos };
  }
  return left;
}

function parseAnd(c) {
  let left = parseNot(c);
  while (c.is('AND')) {
    const { pos } = c.next();
    left = { k: 'and', l: left, r: parseNot(c), pos };
  }
  return left;
}

function parseNot(c) {
  const { pos } = c;
  if (c.is('NOT') || c.is('!')) { c.next(); return { k: 'not', e: parseNot(c), pos }; }
  if (c.is('EXISTS', '(') && startsQuery(c, 2)) {
    c.next();
    return { k: 'exists', query: c.inParentheses(() => c.rules.query(c)), pos };
  }
  const value = parseValue(c);
  return parsePredicate(c, value);
}

/** Whether a query begins n tokens ahead, behind any number of parentheses. */
export function startsQuery(c, n = 0) {
  let i = n;
  while (c.peek(i).u === '(') i++;
  const { u, t } = c.peek(i);
  if (t !== 'word') return false;
  if (u === 'SELECT' || u === 'WITH') return true;
  const behind = c.peek(i + 1);
  if (u === 'VALUES') return behind.u === '(' || behind.t === 'number' || behind.t === 'string' || behind.t === 'word';
  return (u === 'FROM' || u === 'TABLE') && (behind.t === 'word' || behind.t === 'quoted');
}

const NEGATABLE = new Set(['BETWEEN', 'IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP']);

function parsePredicate(c, e) {
  const { pos } = c;
  if (c.is('IS')) { c.next(); return isPredicate(c, e, pos); }
  let negated = false;
  if ((c.is('NOT') || c.is('!')) && NEGATABLE.has(c.peek().u)) { c.next(); negated = true; }
  const word = c.token.t === 'word' ? c.token.u : '';
  if (!NEGATABLE.has(word)) return e;
  c.next();
  const predicate = predicateOf(c, e, word, pos);
  return negated ? negate(predicate, pos) : predicate;
}

// NOT LIKE ALL and its like carry the negation inside, which their NULLs depend on.
const negate = (predicate, pos) => (predicate.quantifier ? { ...predicate, negated: true } : { k: 'not', e: predicate, pos });

function predicateOf(c, e, word, pos) {
  switch (word) {
    case 'BETWEEN': {
      const low = parseValue(c);
      c.expect('AND');
      return { k: 'between', e, low, high: parseValue(c), pos };
    }
    case 'IN': {
      if (c.is('(') && startsQuery(c, 1)) return { k: 'inQuery', e, query: c.inParentheses(() => c.rules.query(c)), pos };
      return { k: 'in', e, list: c.inParentheses(() => c.list(() => parseExpression(c))), pos };
    }
    case 'RLIKE': case 'REGEXP': return { k: 'rlike', e, pattern: parseValue(c), pos };
    default: return likePredicate(c, e, word.toLowerCase(), pos);
  }
}

function likePredicate(c, e, op, pos) {
  if ((c.is('ANY') || c.is('SOME') || c.is('ALL')) && c.peek().u === '(') {
    const quantifier = c.next().u === 'ALL' ? 'all' : 'any';
    const patterns = c.inParentheses(() => (c.is(')') ? [] : c.list(() => parseExpression(c))));
    if (patterns.length === 0) c.error();
    return { k: 'like', op, e, quantifier, patterns, pos };
  }
  const pattern = parseValue(c);
  const escapePos = c.pos;
  const escape = c.take('ESCAPE') ? c.string() : '\\';
  if ([...escape].length !== 1) {
    c.rules.fail('INVALID_ESCAPE_CHAR', '`EscapeChar` should be a string literal of length one.', escapePos);
  }
  return { k: 'like', op, e, pattern, escape, pos };
}

function isPredicate(c, e, pos) {
  const negated = c.take('NOT');
  const wrap = (node) => (negated ? { k: 'not', e: node, pos } : node);
  if (c.take('NULL')) return { k: 'isNull', e, negated, pos };
  if (c.take('TRUE')) return { k: 'isTruth', e, truth: true, negated, pos };
  if (c.take('FALSE')) return { k: 'isTruth', e, truth: false, negated, pos };
  if (c.take('UNKNOWN')) return { k: 'isNull', e, negated, unknown: true, pos };
  c.expect('DISTINCT', 'FROM');
  const same = { k: 'binary', op: '<=>', l: e, r: parseValue(c), pos };
  return negated ? same : wrap({ k: 'not', e: same, pos });
}

const LEVELS = [
  new Set(['=', '==', '<>', '!=', '<', '<=', '>', '>=', '<=>', '!>', '!<']),
  new Set(['|']), new Set(['^']), new Set(['&']), new Set(['+', '-', '||']), new Set(['*', '/', '%', 'DIV']),
];
const SAME = { '==': '=', '<>': '!=', '!>': '<=', '!<': '>=' };

export function parseValue(c, level = 0) {
  if (level === LEVELS.length) return parseUnary(c);
  let left = parseValue(c, level + 1);
  while (c.isAny(LEVELS[level])) {
    const token = c.next();
    const op = SAME[token.u] ?? token.u;
    left = { k: 'binary', op, l: left, r: parseValue(c, level + 1), pos: token.pos };
  }
  return left;
}

function parseUnary(c) {
  const { pos } = c;
  if (c.is('-') && c.peek().t === 'number') return parsePrimary(c);
  if (c.is('-') || c.is('+') || c.is('~')) {
    const op = c.next().u;
    return { k: 'unary', op, e: parseUnary(c), pos };
  }
  return parsePrimary(c);
}
