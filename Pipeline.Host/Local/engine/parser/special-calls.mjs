// Calls with a grammar of their own: CAST(x AS t), EXTRACT(f FROM x), TRIM(BOTH a FROM b), SUBSTRING(x FROM 1 FOR 2) and their like.

import { parseExpression, parseValue } from './expressions.mjs';
import { callTail, castExpression, namedExpression } from './primary.mjs';

const call = (name, args, pos, extra = {}) => ({ k: 'call', name: [name], args, pos, ...extra });
const UNITS = new Set(['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'DAYOFYEAR', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND']);

/** By the word in front of the parenthesis; a rule answers nothing where the call turns out to be an ordinary one. */
export const SPECIAL_CALLS = {
  CAST: (c) => castExpression(c, false),
  TRY_CAST: (c) => castExpression(c, true),
  STRUCT: struct,
  FIRST: ignoringNulls, LAST: ignoringNulls, ANY_VALUE: ignoringNulls,
  POSITION: position,
  EXTRACT: extract,
  SUBSTR: substring, SUBSTRING: substring,
  TRIM: trim,
  OVERLAY: overlay,
  PERCENTILE_CONT: withinGroup, PERCENTILE_DISC: withinGroup,
  DATEADD: unitFirst, DATE_ADD: unitFirst, TIMESTAMPADD: unitFirst,
  DATEDIFF: unitFirst, DATE_DIFF: unitFirst, TIMESTAMPDIFF: unitFirst,
};

function struct(c) {
  const { pos } = c;
  c.next();
  const items = c.inParentheses(() => (c.is(')') ? [] : c.list(() => namedExpression(c))));
  return callTail(c, { k: 'call', name: ['struct'], args: items.map((i) => i.e), aliases: items.map((i) => i.alias), pos });
}

function ignoringNulls(c) {
  return c.attempt(() => {
    const { pos } = c;
    const name = c.name();
    c.expect('(');
    const e = parseExpression(c);
    c.expect('IGNORE', 'NULLS', ')');
    return callTail(c, call(name, [e], pos, { ignoreNulls: true }));
  });
}

function position(c) {
  return c.attempt(() => {
    const { pos } = c;
    c.next();
    c.expect('(');
    const needle = parseValue(c);
    c.expect('IN');
    const haystack = parseValue(c);
    c.expect(')');
    return call('locate', [needle, haystack], pos);
  });
}

function extract(c) {
  const { pos } = c;
  c.next();
  c.expect('(');
  const field = c.name();
  c.expect('FROM');
  const source = parseValue(c);
  c.expect(')');
  return { k: 'extract', field, source, pos };
}

function substring(c) {
  return c.attempt(() => {
    const { pos } = c;
    const name = c.name();
    c.expect('(');
    const text = parseValue(c);
    c.expect('FROM');
    const args = [text, parseValue(c)];
    if (c.take('FOR')) args.push(parseValue(c));
    c.expect(')');
    return call(name.toLowerCase() === 'substr' ? 'substring' : name, args, pos);
  });
}

function trim(c) {
  return c.attempt(() => {
    const { pos } = c;
    c.next();
    c.expect('(');
    const side = c.take('BOTH') ? 'both' : c.take('LEADING') ? 'leading' : c.take('TRAILING') ? 'trailing' : 'both';
    const set = c.is('FROM') ? undefined : parseValue(c);
    c.expect('FROM');
    const text = parseValue(c);
    c.expect(')');
    return { k: 'trim', side, set, text, pos };
  });
}

function overlay(c) {
  return c.attempt(() => {
    const { pos } = c;
    c.next();
    c.expect('(');
    const args = [parseValue(c)];
    c.expect('PLACING');
    args.push(parseValue(c));
    c.expect('FROM');
    args.push(parseValue(c));
    if (c.take('FOR')) args.push(parseValue(c));
    c.expect(')');
    return call('overlay', args, pos);
  });
}

function withinGroup(c) {
  const { pos } = c;
  const name = c.name();
  const percentage = c.inParentheses(() => parseValue(c));
  c.expect('WITHIN', 'GROUP', '(', 'ORDER', 'BY');
  const order = c.rules.sortItem(c);
  c.expect(')');
  return callTail(c, call(name, [percentage], pos, { withinGroup: order }));
}

function unitFirst(c) {
  if (!UNITS.has(c.peek(2).u) || c.peek(3).u !== ',') return undefined;
  const { pos } = c;
  const name = c.name();
  c.expect('(');
  const unit = c.next().u.toLowerCase();
  c.expect(',');
  const args = c.list(() => parseValue(c));
  c.expect(')');
  if (args.length !== 2) c.error();
  return { k: /DIFF$/i.test(name) ? 'unitDiff' : 'unitAdd', name: name.toLowerCase(), unit, args, pos };
}
