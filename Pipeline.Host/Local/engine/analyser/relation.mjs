// A query's result as something to select from: an alias that occurs once in the statement, columns c0, c1, ...

import { column } from './scope.mjs';

/** A name for a relation that no other part of the statement has. */
export const nextAlias = (ctx) => `r${ctx.session.ids.next++}`;

export function relationOf(body, ctx, qualifier = null) {
  const alias = nextAlias(ctx);
  return {
    ...body,
    scan: undefined,
    source: undefined,
    sql: `${body.source ?? `(${body.sql})`} AS ${alias}`,
    columns: body.columns.map((c, i) => column({ name: c.name, qualifier, type: c.type, nullable: c.nullable, eager: c.eager, sql: `${alias}.c${i}` })),
  };
}

/** The same relation under another name, and its columns under other names. */
export function renamed(relation, qualifier, names, rejectCount) {
  if (names && names.length !== visible(relation).length) rejectCount(visible(relation).length);
  return {
    ...relation,
    columns: visible(relation).map((c, i) => column({ ...c, name: names?.[i] ?? c.name, qualifier: qualifier ?? c.qualifier })),
  };
}

export const visible = (relation) => relation.columns.filter((c) => !c.hidden);

/** SELECT of nodes as c0, c1, ... */
export function selectSql(nodes, from, clauses = '') {
  const list = nodes.map((n, i) => `${n.sql} AS c${i}`).join(', ');
  return `SELECT ${list || 'NULL AS none'}${from ? ` FROM ${from}` : ''}${clauses}`;
}
