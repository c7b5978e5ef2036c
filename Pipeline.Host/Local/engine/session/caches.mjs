// CACHE TABLE: the rows of a view kept in a table, used wherever the view means the same as when it was cached.

import { refuse } from '../errors.mjs';
import { prepareQuery } from './statements.mjs';
import { nextAlias } from '../analyser/relation.mjs';
import { column } from '../analyser/scope.mjs';

/** The cached rows of a view, if it is cached and is still made of the same views; filled at its first use. */
export function cachedRelation(view, qualifier, ctx) {
  const { session } = ctx;
  const cache = session.caches.find((c) => c.view === view && c.parts.every(({ name, part }) => session.views.find(name) === part));
  if (!cache || ctx.filling === cache) return undefined;
  if (cache.stale) refuse(`the cached view ${qualifier.join('.')}, whose files were written again since; UNCACHE and CACHE it anew`);
  session.needs.of(cache, () => fill(cache, session));
  const alias = nextAlias(ctx);
  return {
    sql: `${cache.table} AS ${alias}`,
    columns: view.columns.map((c, i) => column({ name: c.name, qualifier, type: c.type, nullable: true, sql: `${alias}.c${i}` })),
  };
}

async function fill(cache, session) {
  if (cache.table) return cache.table;
  const table = `cached_${session.ids.table++}`;
  const star = { k: 'select', distinct: false, laterals: [], items: [{ e: { k: 'star', qualifier: [] } }], from: { k: 'table', name: cache.name } };
  const body = await prepareQuery({ k: 'query', body: star }, session, { filling: cache });
  await session.database.run(`CREATE TEMP TABLE ${table} AS ${body.sql}`);
  cache.table = table;
  return table;
}

/** Caches a view under its name; answers when it is filled, unless lazy. */
export async function addCache(name, view, parts, lazy, session) {
  if (session.caches.some((c) => c.view === view)) return;
  const cache = { name, view, parts };
  session.caches.push(cache);
  if (!lazy) await fill(cache, session);
}

export async function removeCaches(session, test) {
  const [gone, kept] = [session.caches.filter(test), session.caches.filter((c) => !test(c))];
  session.caches = kept;
  for (const { table } of gone) if (table) await session.database.run(`DROP TABLE ${table}`);
}
