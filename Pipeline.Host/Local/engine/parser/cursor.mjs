// A place in the token list, with the questions and steps that every grammar rule needs.

import { fail, refuse } from '../errors.mjs';
import { quotedName, stringValue, tokenize } from './lexer.mjs';

// The words that a name cannot be without back quotes where a table or its alias is named.
const STRICT = new Set(['ANTI', 'CROSS', 'EXCEPT', 'FULL', 'INNER', 'INTERSECT', 'JOIN', 'LATERAL', 'LEFT', 'NATURAL', 'ON', 'RIGHT',
  'SEMI', 'MINUS', 'UNION', 'USING']);

export class Cursor {
  constructor(source) {
    this.source = source;
    this.tokens = tokenize(source);
    this.i = 0;
  }

  get token() { return this.tokens[this.i]; }

  get pos() { return this.token.pos; }

  peek(n = 1) { return this.tokens[Math.min(this.i + n, this.tokens.length - 1)]; }

  /** Whether the words or operators come next. */
  is(...expected) {
    return expected.every((u, n) => {
      const token = this.peek(n);
      return (token.t === 'word' || token.t === 'op') && token.u === u;
    });
  }

  isAny(words) { return (this.token.t === 'word' || this.token.t === 'op') && words.has(this.token.u); }

  take(...expected) {
    if (!this.is(...expected)) return false;
    this.i += expected.length;
    return true;
  }

  expect(...expected) {
    for (const u of expected) if (!this.take(u)) this.error();
  }

  next() {
    const token = this.token;
    this.i++;
    return token;
  }

  /** A comma-separated list of at least one. */
  list(rule) {
    const items = [rule()];
    while (this.take(',')) items.push(rule());
    return items;
  }

  inParentheses(rule) {
    this.expect('(');
    const value = rule();
    this.expect(')');
    return value;
  }

  /** Tries a rule; on a syntax error the place is as before and undefined is the answer. */
  attempt(rule) {
    const start = this.i;
    try {
      return rule();
    } catch (error) {
      if (error.errorClass !== 'PARSE_SYNTAX_ERROR') throw error;
      this.i = start;
      return undefined;
    }
  }

  isName() { return this.token.t === 'word' || this.token.t === 'quoted'; }

  /** Any identifier, which without ANSI mode every word is. */
  name() {
    if (!this.isName()) this.error();
    const token = this.next();
    return token.t === 'quoted' ? quotedName(token) : token.v;
  }

  isStrictName() { return this.token.t === 'quoted' || (this.token.t === 'word' && !STRICT.has(this.token.u)); }

  /** An identifier that is not one of the words of joins and set operations. */
  strictName() {
    if (!this.isStrictName()) this.error();
    return this.name();
  }

  multipartName() {
    const parts = [this.name()];
    while (this.is('.') && (this.peek().t === 'word' || this.peek().t === 'quoted')) { this.next(); parts.push(this.name()); }
    return parts;
  }

  isString() { return this.token.t === 'string'; }

  string() {
    if (!this.isString()) this.error();
    return stringValue(this.next());
  }

  wholeNumber() {
    if (this.token.t !== 'number' || !/^\d+$/.test(this.token.v)) this.error();
    return Number(this.next().v);
  }

  text(from, to = this.tokens[this.i - 1].end) { return this.source.slice(from, to); }

  error(token = this.token) {
    const what = token.t === 'end' ? 'end of input' : `'${token.v}'`;
    return fail('PARSE_SYNTAX_ERROR', `Syntax error at or near ${what}`, token.pos);
  }

  unsupported(what, pos = this.pos) { return refuse(what, pos); }
}
