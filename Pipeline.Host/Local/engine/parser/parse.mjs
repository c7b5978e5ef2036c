// The entry: one statement from its text, or the reason why not.

import { fail } from '../errors.mjs';
import { Cursor } from './cursor.mjs';
import { parseQuery } from './queries.mjs';
import { parseSettings } from './settings.mjs';
import { parseStatement } from './statements.mjs';
import { parseSortItem } from './windows.mjs';
import { parseExpression } from './expressions.mjs';

// The rules that refer to each other in circles reach one another through the cursor.
const rules = { query: parseQuery, sortItem: parseSortItem, fail };

function cursorOf(source) {
  const c = new Cursor(source);
  c.rules = rules;
  return c;
}

export function parse(source) {
  const settings = parseSettings(source);
  if (settings) return settings;
  const c = cursorOf(source);
  if (c.token.t === 'end') fail('PARSE_SYNTAX_ERROR', 'Syntax error at or near end of input', source.length);
  const statement = parseStatement(c);
  while (c.take(';'));
  if (c.token.t !== 'end') c.error();
  return statement;
}

/** A lone expression, as the text of a schema or a test has it. */
export function parseExpressionText(source) {
  const c = cursorOf(source);
  const e = parseExpression(c);
  if (c.token.t !== 'end') c.error();
  return e;
}

export const cursor = cursorOf;
