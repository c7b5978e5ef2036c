// Conditions: AND, OR, NOT, IS NULL, BETWEEN, IN, LIKE, RLIKE.

import { fail, refuse } from '../errors.mjs';
import { commonType } from '../types/coercion.mjs';
import { BOOLEAN, isNested, STRING } from '../types/types.mjs';
import { likeNode } from '../functions/like.mjs';
import { regexNode } from '../functions/regex-nodes.mjs';
import { coerce } from './casting.mjs';
import { argumentWrong, inputsDiffer, operandWrong } from './mismatch.mjs';
import { derived, node } from './node.mjs';
import { compare, isKnown } from './operators.mjs';

function truth(e, name, pos) {
  if (e.type.kind === 'void') return coerce(e, BOOLEAN);
  return e.type === BOOLEAN ? e : operandWrong(name, '"BOOLEAN"', e.type, pos);
}

export const and = (l, r, pos) => junction('AND', 'FALSE', l, r, pos);
export const or = (l, r, pos) => junction('OR', 'TRUE', l, r, pos);

// What may fail on the right must not run where the left has already decided; DuckDB would choose its own order.
function junction(word, decided, l, r, pos) {
  const name = `(${l.shown} ${word} ${r.shown})`;
  const emit = r.mayFail ? (a, b) => `CASE WHEN ${a} IS ${decided} THEN ${decided} ELSE (${a} ${word} ${b}) END` : (a, b) => `(${a} ${word} ${b})`;
  return derived({ type: BOOLEAN, name, operation: word.toLowerCase(), commutes: word, args: [truth(l, name, pos), truth(r, name, pos)], emit });
}

export function not(e, pos) {
  const name = `(NOT ${e.shown})`;
  if (e.type.kind !== 'void' && e.type !== BOOLEAN) return argumentWrong(name, 1, '"BOOLEAN"', e, pos);
  return derived({ type: BOOLEAN, name, operation: 'not', args: [coerce(e, BOOLEAN)], emit: (x) => `(NOT ${x})` });
}

export function isNull(e, { negated, unknown, pos }) {
  if (unknown && e.type !== BOOLEAN && e.type.kind !== 'void') argumentWrong(`(${e.shown} IS UNKNOWN)`, 1, '"BOOLEAN"', e, pos);
  const words = negated ? 'IS NOT NULL' : 'IS NULL';
  return node({ type: BOOLEAN, nullable: false, name: `(${e.shown} ${words})`, operation: negated ? 'isNotNull' : 'isNull', args: [e], emit: (x) => `(${x} ${words})` });
}

export function isTruth(e, { truth: wanted, negated, pos }) {
  const word = wanted ? 'true' : 'false';
  const equal = `(${e.shown} <=> ${word})`;
  const name = negated ? `(NOT ${equal})` : equal;
  if (e.type !== BOOLEAN && e.type.kind !== 'void') return compareTruth(e, wanted, negated, name, pos);
  return node({
    type: BOOLEAN, nullable: false, name, args: [coerce(e, BOOLEAN)],
    emit: (x) => `(${x} IS ${negated ? '' : 'NOT '}DISTINCT FROM ${word})`,
  });
}

function compareTruth(e, wanted, negated, name, pos) {
  if (e.type !== STRING) return refuse(`IS ${wanted ? 'TRUE' : 'FALSE'} of a value of the type ${e.type.ddl}`, pos);
  return isTruth(coerce(e, BOOLEAN), { truth: wanted, negated, pos });
}

export function between(e, low, high, pos) {
  return and(compare('>=', e, low, pos), compare('<=', e, high, pos), pos);
}

/** IN with a list: all of it and the value take one common type, in which text wins. */
export function inList(e, list, pos) {
  const name = `(${e.shown} IN (${list.map((x) => x.shown).join(', ')}))`;
  const types = [e, ...list].map((x) => x.type);
  const type = commonType(types);
  if (!type) return inputsDiffer(name, 'in', types, pos);
  if (isNested(type) && !isKnown(type)) return refuse(`IN with values of the type ${type.ddl}`, pos);
  return derived({
    type: BOOLEAN, name, operation: 'in', args: [e, ...list].map((x) => coerce(x, type)), emit: (value, ...items) => `(${value} IN (${items.join(', ')}))`,
  });
}

const asText = (e, name, position, pos) => {
  if (isNested(e.type) || e.type.kind === 'interval') argumentWrong(name, position, '"STRING"', e, pos);
  return coerce(e, STRING);
};

/** LIKE and ILIKE, alone or with ANY or ALL over several patterns. */
export function like({ op, pattern, patterns, escape, quantifier, negated, pos }, e, visit) {
  if (!quantifier) {
    const p = visit(pattern);
    const name = op === 'like' ? `${e.shown} LIKE ${p.shown}` : `ilike(${e.shown}, ${p.shown})`;
    return likeNode(op, asText(e, name, 1, pos), asText(p, name, 2, pos), escape, name);
  }
  const nodes = patterns.map(visit);
  const base = `${e.shown} ${op.toUpperCase()} ${quantifier.toUpperCase()} (${nodes.map((p) => p.shown).join(', ')})`;
  const tests = nodes.map((p) => {
    const test = likeNode(op, asText(e, base, 1, pos), asText(p, base, 2, pos), '\\', base);
    return negated ? not(test, pos) : test;
  });
  const all = tests.reduce((l, r) => (quantifier === 'all' ? and(l, r, pos) : or(l, r, pos)));
  return all.with({ name: negated ? base.replace(op.toUpperCase(), `NOT ${op.toUpperCase()}`) : base });
}

export function rlike(e, pattern, pos) {
  const name = `RLIKE(${e.shown}, ${pattern.shown})`;
  return regexNode('rlike', [asText(e, name, 1, pos), asText(pattern, name, 2, pos)], name, pos);
}

/** A condition in WHERE, HAVING or ON. */
export function condition(e, pos) {
  if (e.type.kind === 'void') return coerce(e, BOOLEAN);
  if (e.type === BOOLEAN) return e;
  return fail('DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN', `Cannot resolve "${e.shown}" due to data type mismatch: Filter expression "${e.shown}" of type `
    + `"${e.type.ddl.toUpperCase()}" is not a boolean.`, pos);
}
