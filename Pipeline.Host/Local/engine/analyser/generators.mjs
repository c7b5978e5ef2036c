// Functions that make rows (explode and its like) in a SELECT list: computed in levels below the SELECT.

import { fail } from '../errors.mjs';
import { isGenerator, node } from './node.mjs';
import { nextAlias } from './relation.mjs';

/** The SELECT over a source in which every generator has become columns; from: {sql, where}. */
export function withGenerators(from, items, ctx) {
  let current = from;
  const result = [];
  for (const item of items) {
    const found = [];
    item.node.has((n) => { if (isGenerator(n)) found.push(n); return false; });
    if (found.length === 0) { result.push(item); continue; }
    if (item.node !== found[0] || found.length > 1) {
      fail('UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS', `The generator is not supported: nested in expressions "${item.node.shown}".`);
    }
    const { from: next, columns } = appended(current, item.node, ctx);
    current = next;
    const names = item.aliases ?? (item.written && columns.length === 1 ? [item.name] : columns.map((c) => c.name));
    if (names.length !== columns.length) {
      fail('UDTF_ALIAS_NUMBER_MISMATCH', `The number of aliases supplied in the AS clause does not match the number of columns output by the UDTF. Expected ${columns.length} aliases, but got ${names.length}.`);
    }
    columns.forEach((c, i) => result.push({ node: columnLike(c), name: names[i] }));
  }
  return { from: current, items: result };
}

const columnLike = (c) => node({ type: c.type, nullable: c.nullable, name: c.name, emit: () => c.sql, column: c });

// The rows of a generator join each row that it is computed from.
function appended(from, generator, ctx) {
  const { lateral, columns } = generatorRelation(generator, ctx);
  const where = from.where ? ` WHERE ${from.where.sql}` : '';
  if (!from.sql) return { from: { sql: lateral }, columns };
  if (!where) return { from: { sql: `${from.sql} JOIN LATERAL ${lateral} ON true` }, columns };
  return { from: { sql: `${from.sql} JOIN LATERAL ${lateral} ON true`, where: from.where }, columns };
}

/** A generator as a lateral relation with its columns. */
export function generatorRelation(generator, ctx, outer = false) {
  const alias = nextAlias(ctx);
  const { sqls, columns } = generator.generator(outer);
  const list = sqls.map((s, i) => `${s} AS c${i}`).join(', ');
  return { lateral: `(SELECT ${list}) AS ${alias}`, columns: columns.map((c, i) => ({ ...c, sql: `${alias}.c${i}` })) };
}
