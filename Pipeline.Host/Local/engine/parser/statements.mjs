// Statements other than SET: which word begins what, and the ones that are not supported by name.

import { refuse } from '../errors.mjs';
import { parseCreate } from './create.mjs';
import { parseInsert } from './insert.mjs';
import { commonTables } from './queries.mjs';

export function parseStatement(c) {
  const rule = STATEMENTS[c.token.u];
  if (rule) return rule(c);
  if (c.is('(') || c.is('VALUES') || c.is('TABLE') || c.is('SELECT') || c.is('FROM') || c.is('MAP') || c.is('REDUCE')) return queryStatement(c);
  return c.error();
}

const queryStatement = (c) => ({ k: 'select', query: c.rules.query(c), pos: c.pos });

function withStatement(c) {
  const start = c.i;
  const { pos } = c;
  const ctes = commonTables(c);
  if (c.is('INSERT')) return { ...parseInsert(c), ctes, pos };
  if (c.is('FROM')) {
    c.i = start;
    return queryStatement(c);
  }
  c.i = start;
  return queryStatement(c);
}

const named = (k) => (c) => {
  const { pos } = c;
  return { k, name: c.multipartName(), pos };
};

function cache(c) {
  const { pos } = c;
  c.next();
  const lazy = c.take('LAZY');
  c.expect('TABLE');
  const name = c.multipartName();
  const options = c.is('OPTIONS') ? (c.next(), propertyList(c)) : undefined;
  const query = c.take('AS') || c.is('SELECT') || c.is('WITH') || c.is('(') ? c.rules.query(c) : undefined;
  return { k: 'cache', name, lazy, options, query, pos };
}

function uncache(c) {
  const { pos } = c;
  c.next();
  c.expect('TABLE');
  const ifExists = c.take('IF', 'EXISTS');
  return { k: 'uncache', name: c.multipartName(), ifExists, pos };
}

function clear(c) {
  c.next();
  c.expect('CACHE');
  return { k: 'clearCache' };
}

function refresh(c) {
  const { pos } = c;
  c.next();
  if (c.take('FUNCTION')) c.unsupported('REFRESH FUNCTION', pos);
  if (c.isString()) return { k: 'refreshPath', path: c.string(), pos };
  c.take('TABLE');
  return named('refresh')(c);
}

export const isDatabase = (c) => c.is('DATABASE') || c.is('SCHEMA') || c.is('NAMESPACE');

function drop(c) {
  const { pos } = c;
  c.next();
  if (isDatabase(c)) {
    c.next();
    const ifExists = c.take('IF', 'EXISTS');
    const name = c.multipartName();
    const cascade = c.take('CASCADE');
    if (!cascade) c.take('RESTRICT');
    return { k: 'dropDatabase', name, ifExists, cascade, pos };
  }
  const table = c.is('TABLE');
  if (!c.is('VIEW') && !table) {
    const what = c.take('TEMPORARY') ? `TEMPORARY ${c.token.u}` : c.token.u;
    return c.unsupported(`DROP ${what}`, pos);
  }
  c.next();
  const ifExists = c.take('IF', 'EXISTS');
  const name = c.multipartName();
  if (table) c.take('PURGE');
  return { k: 'dropView', name, ifExists, table, pos };
}

function alter(c) {
  const { pos } = c;
  c.next();
  if (!c.take('VIEW')) return c.unsupported(`ALTER ${c.token.u}`, pos);
  const name = c.multipartName();
  if (c.take('RENAME', 'TO')) return { k: 'renameView', name, to: c.multipartName(), pos };
  if (c.is('SET') || c.is('UNSET')) return c.unsupported('ALTER VIEW ... SET', pos);
  c.take('AS');
  const start = c.pos;
  const query = c.rules.query(c);
  return { k: 'alterView', name, query, text: c.text(start), pos };
}

function describe(c) {
  const { pos } = c;
  c.next();
  for (const what of ['FUNCTION', 'DATABASE', 'SCHEMA', 'NAMESPACE', 'CATALOG']) {
    if (c.is(what) && c.peek().t !== 'end') c.unsupported(`DESCRIBE ${what}`, pos);
  }
  const asQuery = c.is('QUERY') && c.peek().t !== 'end' && c.take('QUERY');
  if (asQuery || c.is('SELECT') || c.is('WITH') || c.is('VALUES') || c.is('(')) return { k: 'describeQuery', query: c.rules.query(c), pos };
  if (c.is('TABLE') && c.peek().t !== 'end') c.next();
  const extended = (c.is('EXTENDED') || c.is('FORMATTED')) && c.peek().t !== 'end' && c.take(c.token.u);
  const name = c.multipartName();
  if (c.is('PARTITION')) c.unsupported('DESCRIBE ... PARTITION', pos);
  const column = c.isName() ? c.multipartName() : undefined;
  return { k: 'describe', name, column, extended, pos };
}

function show(c) {
  const { pos } = c;
  c.next();
  const wanted = c.token.u;
  const rule = SHOWS[wanted];
  if (rule) { c.next(); return rule(c, pos); }
  return c.unsupported(`SHOW ${wanted}`, pos);
}

function listing(k) {
  return (c, pos) => {
    const namespace = c.take('FROM') || c.take('IN') ? c.multipartName() : undefined;
    c.take('LIKE');
    const pattern = c.isString() ? c.string() : undefined;
    return { k, namespace, pattern, pos };
  };
}

const SHOWS = {
  TABLES: listing('showTables'), VIEWS: listing('showViews'),
  DATABASES: listing('showNamespaces'), SCHEMAS: listing('showNamespaces'), NAMESPACES: listing('showNamespaces'),
  COLUMNS: (c, pos) => {
    if (!c.take('FROM') && !c.take('IN')) c.error();
    const name = c.multipartName();
    if (c.is('FROM') || c.is('IN')) c.unsupported('SHOW COLUMNS with a database', pos);
    return { k: 'showColumns', name, pos };
  },
  CURRENT: (c, pos) => {
    if (!c.take('NAMESPACE') && !c.take('DATABASE')) c.error();
    return { k: 'showCurrentNamespace', pos };
  },
};

function use(c) {
  const { pos } = c;
  c.next();
  const keyword = (c.is('NAMESPACE') || c.is('DATABASE') || c.is('SCHEMA')) && c.peek().t !== 'end' && c.peek().u !== ';' && c.next();
  return { k: 'use', name: c.multipartName(), explicit: Boolean(keyword), pos };
}

function explain(c) {
  const { pos } = c;
  c.next();
  for (const mode of ['LOGICAL', 'FORMATTED', 'EXTENDED', 'CODEGEN', 'COST']) if (c.take(mode)) break;
  return { k: 'explain', statement: parseStatement(c), pos };
}

export function propertyList(c) {
  return c.inParentheses(() => c.list(() => {
    const { pos } = c;
    const key = c.isString() ? c.string() : c.multipartName().join('.');
    c.take('=');
    return { key, value: propertyValue(c), pos };
  }));
}

function propertyValue(c) {
  if (c.is(')') || c.is(',')) return null;
  if (c.isString()) return c.string();
  if (c.take('TRUE')) return 'true';
  if (c.take('FALSE')) return 'false';
  if (c.token.t === 'number') return c.next().v;
  return c.error();
}

function onView(k) {
  return (c) => {
    const { pos } = c;
    c.next();
    c.expect('TABLE');
    const namePos = c.pos;
    const name = c.multipartName();
    // What follows matters to tables only, which the engine does not keep.
    while (c.token.t !== 'end' && !c.is(';')) c.next();
    return { k, name, namePos, pos };
  };
}

const STATEMENTS = {
  WITH: withStatement, INSERT: parseInsert, CREATE: parseCreate, CACHE: cache, UNCACHE: uncache, CLEAR: clear, REFRESH: refresh,
  DROP: drop, ALTER: alter, DESCRIBE: describe, DESC: describe, SHOW: show, USE: use, EXPLAIN: explain,
  ANALYZE: onView('analyze'), TRUNCATE: onView('truncate'),
};

for (const word of ['MERGE', 'UPDATE', 'DELETE', 'LOAD', 'MSCK', 'REPAIR', 'GRANT', 'REVOKE', 'LOCK', 'UNLOCK', 'EXPORT', 'IMPORT', 'COMMENT',
  'ADD', 'LIST', 'REPLACE', 'DFS']) {
  STATEMENTS[word] = (c) => refuse(`${word} statements`, c.pos);
}
