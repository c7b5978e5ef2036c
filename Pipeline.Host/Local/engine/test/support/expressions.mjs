// Random SQL over the engine's own table of functions: what is defined there is tried here without being named.

import { analyse } from '../../analyser/expressions.mjs';
import { node } from '../../analyser/node.mjs';
import { allFunctions } from '../../functions/registry.mjs';
import { parseExpressionText } from '../../parser/parse.mjs';
import { implicitType } from '../../types/coercion.mjs';
import { INT, STRING } from '../../types/types.mjs';
import { KINDS, literalsOf, TYPE_NAMES } from './samples.mjs';

export const FUNCTIONS = allFunctions();

/** Choices read from a list of numbers, 0 behind its end, so that a shorter list is a simpler expression. */
export class Choices {
  constructor(numbers) { this.numbers = numbers; this.i = 0; }

  below(n) { return (this.numbers[this.i++] ?? 0) % n; }

  of(list) { return list[this.below(list.length)]; }

  oneIn(n) { return this.below(n) === n - 1; }
}

const OPERATORS = ['+', '-', '*', '/', '%', 'DIV', '=', '<>', '<', '<=', '>', '>=', '<=>', '||', '&', '|', '^', 'AND', 'OR'];
const PARTS = ['YEAR', 'MONTH', 'DAY', 'WEEK', 'HOUR', 'MINUTE', 'SECOND', 'DOW', 'QUARTER'];
const PLAIN = FUNCTIONS.filter((f) => !f.aggregate && !f.windowOnly && !f.generates);

/** Writes expressions whose columns are those of a scope. */
export class Writer {
  constructor(choices, context, columns) {
    Object.assign(this, { choices, context, columns, variables: [] });
  }

  /** The type of an expression's text, or undefined where it has none. */
  typeOf(text) {
    try {
      const variables = new Map(this.variables.map((v) => [v.name, node({ type: v.type, nullable: true, name: v.name, emit: () => v.name, variable: true })]));
      return analyse(parseExpressionText(text), { ...this.context, variables }).type;
    } catch {
      return undefined;
    }
  }

  expression(depth) {
    if (depth <= 0 || this.choices.oneIn(6)) return this.leaf();
    return this.choices.below(10) < 6 ? this.call(this.choices.of(PLAIN), depth) : this.operation(depth);
  }

  leaf(kind = this.choices.of(KINDS)) {
    const c = this.choices;
    const fitting = [...this.columns, ...this.variables].filter((x) => x.type.kind === kind).map((x) => x.name);
    return fitting.length > 0 && c.below(3) > 0 ? c.of(fitting) : c.of(literalsOf(kind));
  }

  operation(depth) {
    const c = this.choices;
    const e = () => this.expression(depth - 1);
    switch (c.below(12)) {
      case 0: case 1: case 2: return `(${e()} ${c.of(OPERATORS)} ${e()})`;
      case 3: return `CAST(${e()} AS ${c.of(TYPE_NAMES)})`;
      case 4: return `TRY_CAST(${e()} AS ${c.of(TYPE_NAMES)})`;
      case 5: return `CASE WHEN ${this.fitting('boolean', depth)} THEN ${e()} ELSE ${e()} END`;
      case 6: return `(${c.of(['-', '+', '~', 'NOT '])}(${e()}))`;
      case 7: return `((${e()}) ${c.of(['IS NULL', 'IS NOT NULL', 'IS TRUE', 'IS NOT FALSE'])})`;
      case 8: return `(${e()} ${c.of(['', 'NOT '])}IN (${e()}, ${e()}))`;
      case 9: return `(${e()} BETWEEN ${e()} AND ${e()})`;
      case 10: return `(${this.fitting(STRING, depth)} ${c.of(['LIKE', 'NOT LIKE', 'RLIKE', 'ILIKE'])} ${this.fitting(STRING, depth)})`;
      default: return c.oneIn(2) ? `EXTRACT(${c.of(PARTS)} FROM ${e()})` : `${this.fitting(c.of(['array', 'map', 'struct']), depth)}${c.of(['[0]', "['a']", '[1]'])}`;
    }
  }

  /** A call of a function with arguments that mostly fit. */
  call(row, depth) {
    const c = this.choices;
    const wanted = this.parameters(row);
    const args = [];
    for (const w of wanted) args.push(w === 'lambda' ? this.lambda(args) : this.fitting(w, depth - 1));
    return `${c.oneIn(8) && row.aggregate ? `${row.name}(DISTINCT ${args.join(', ')})` : `${row.name}(${args.join(', ')})`}`;
  }

  parameters(row) {
    const c = this.choices;
    if (!row.params || row.variadic) return Array.from({ length: c.below(5) }, () => 'any');
    const min = row.min ?? row.params.length;
    const count = min + c.below(row.params.length - min + 1);
    const rest = row.rest ? Array.from({ length: c.below(3) }, () => row.rest) : [];
    return [...row.params.slice(0, count), ...rest];
  }

  // An expression that a parameter takes: one that does by chance, or a simple one that is known to.
  fitting(wanted, depth) {
    const takes = (type) => type && (wanted === type.kind || (wanted === 'boolean' ? false : implicitType(type, wanted)));
    if (this.choices.oneIn(12)) return this.expression(depth - 1);
    if (wanted === 'any') return this.expression(depth - 1);
    for (let i = 0; depth > 0 && i < 3; i++) {
      const text = this.expression(depth - 1);
      if (takes(this.typeOf(text))) return text;
    }
    const kinds = KINDS.filter((k) => literalsOf(k).some((l) => takes(this.typeOf(l))));
    return this.leaf(kinds.find((k) => k === wanted || k === wanted.kind) ?? (kinds.length > 0 ? this.choices.of(kinds) : undefined));
  }

  // Its parameters are taken for the elements of the arrays, or the keys and values of the map, in front of it.
  lambda(args) {
    const c = this.choices;
    const types = args.map((a) => this.typeOf(a)).flatMap((t) => (t?.kind === 'array' ? [t.element] : t?.kind === 'map' ? [t.key, t.value] : t ? [t] : []));
    const count = 1 + c.below(2);
    const outer = this.variables;
    const own = ['x', 'y'].slice(0, count).map((name, i) => ({ name, type: types[i] ?? INT }));
    this.variables = [...outer, ...own];
    const body = c.oneIn(3) ? this.fitting('boolean', 1) : this.expression(1 + c.below(2));
    this.variables = outer;
    return `${count === 1 ? 'x' : '(x, y)'} -> ${body}`;
  }

  /** A statement around a call of the function. */
  statement(row, table) {
    const c = this.choices;
    const call = this.call(row, 2);
    if (row.windowOnly || (row.aggregate && c.oneIn(3))) return `SELECT ${call} OVER (${this.window()}) AS x FROM ${table}`;
    if (row.aggregate) {
      const filter = c.oneIn(4) ? ` FILTER (WHERE ${this.fitting('boolean', 1)})` : '';
      return `SELECT ${call}${filter} AS x FROM ${table}${c.oneIn(3) ? ` GROUP BY ${this.expression(1)}` : ''}`;
    }
    if (row.generates) return c.oneIn(2) ? `SELECT t.*, g.* FROM ${table} t LATERAL VIEW ${c.of(['', 'OUTER '])}${call} g` : `SELECT ${call} FROM ${table}`;
    switch (c.below(12)) {
      case 9: return `SELECT count(*) AS n FROM ${table} GROUP BY ${call}`;
      case 10: return `SELECT cs AS x FROM ${table} ORDER BY ${call}, cs`;
      case 11: return `SELECT DISTINCT ${call} AS x FROM ${table} WHERE ${this.fitting('boolean', 2)}`;
      default: return `SELECT ${call} AS x FROM ${table}`;
    }
  }

  window() {
    const c = this.choices;
    const frame = c.of(['', '', '', ' ROWS BETWEEN 1 PRECEDING AND CURRENT ROW', ' ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING', ' RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW']);
    return `${c.oneIn(2) ? 'PARTITION BY cb ' : ''}ORDER BY ${this.leaf(c.of(['int', 'string', 'date', 'double']))}${frame}`;
  }
}
