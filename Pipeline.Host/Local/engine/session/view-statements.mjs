// Statements that make, change, cache and drop views.

import { fail, refuse } from '../errors.mjs';
import { analyseQueryBody } from '../analyser/queries.mjs';
import { quotedName } from '../analyser/scope.mjs';
import { csvView } from '../csv/view.mjs';
import { listFiles, localPath } from '../csv/files.mjs';
import { parquetView } from '../parquet/read.mjs';
import { addCache, removeCaches } from './caches.mjs';
import { notFound } from './views.mjs';

const kindOf = (s) => (s.global ? 'global' : s.temporary ? 'temporary' : 'permanent');

/** CREATE VIEW ... AS: the query is checked now and analysed anew at each use. */
export async function createView(statement, session) {
  checkViewName(statement, session);
  const kind = kindOf(statement);
  const { view } = await queryView(statement, session, kind);
  const old = session.views.find(statement.name);
  session.views.put(kind, statement.name, view, statement);
  if (old) await removeCaches(session, (c) => c.view === old);
}

function checkViewName({ name, temporary, global, namePos }, session) {
  const lower = name.map((n) => n.toLowerCase());
  if (temporary && !global && name.length > 1) fail('_LEGACY_ERROR_TEMP_1019', `It is not allowed to add database prefix \`${name[0]}\` for the TEMPORARY view name.`, namePos);
  if (!temporary && name.length > 1 && lower[lower.length - 2] !== 'default') {
    if (session.databases.has(lower[lower.length - 2])) refuse('views in another database than default', namePos);
    fail('SCHEMA_NOT_FOUND', `The schema \`${name[0]}\` cannot be found. Verify the spelling and correctness of the schema and catalog.`, namePos);
  }
}

async function queryView(statement, session, kind) {
  const used = [];
  const body = await session.analyse(() => {
    used.length = 0;
    return analyseQueryBody(statement.query, { ...session.context(), used });
  });
  if (kind === 'permanent') rejectTemporary(statement, used);
  if (statement.replace && used.some(({ part }) => part === session.views.find(statement.name))) {
    fail('RECURSIVE_VIEW', `Recursive view ${quotedName(statement.name)} detected.`, statement.pos);
  }
  const columns = viewColumns(statement, body);
  session.database.told.push(`-- the view ${statement.name.join('.')}, written into each statement that uses it\n${session.shared.resolve(body.sql)}`);
  return { view: { kind, query: statement.query, source: body.columns, columns, text: statement.text } };
}

function rejectTemporary({ name }, used) {
  const temporary = used.find(({ part }) => part.kind === 'temporary' || part.kind === 'global');
  if (temporary) {
    fail('INVALID_TEMP_OBJ_REFERENCE', `Cannot create the persistent object ${quotedName(['spark_catalog', 'default', name[name.length - 1]])} of the type VIEW because it references to the temporary object ${quotedName(temporary.name)} of the type VIEW.`);
  }
}

function viewColumns(statement, body) {
  const given = statement.columns;
  if (given && given.length !== body.columns.length) {
    const what = given.length > body.columns.length ? 'NOT_ENOUGH_DATA_COLUMNS' : 'TOO_MANY_DATA_COLUMNS';
    fail(`CREATE_VIEW_COLUMN_ARITY_MISMATCH.${what}`, `Cannot create view ${quotedName(statement.name)}, the view has ${given.length} columns and the query ${body.columns.length}.`);
  }
  const columns = body.columns.map((c, i) => ({ name: given?.[i].name ?? c.name, type: c.type, nullable: c.nullable, comment: given?.[i].comment }));
  rejectDoubles(columns);
  return columns;
}

function rejectDoubles(columns) {
  const seen = new Set();
  for (const { name } of columns) {
    const key = name.toLowerCase();
    if (seen.has(key)) fail('COLUMN_ALREADY_EXISTS', `The column \`${key}\` already exists. Consider to choose another name or rename the existing column.`);
    seen.add(key);
  }
}

const SOURCES = new Set(['json', 'text', 'orc', 'jdbc', 'avro', 'kafka', 'rate', 'image', 'binaryfile', 'libsvm', 'hive', 'delta', 'iceberg', 'xml', 'noop', 'console', 'socket']);

/** CREATE TEMPORARY VIEW ... USING: files are listed now. */
export async function createFileView(statement, session) {
  const format = statement.format.toLowerCase();
  if (SOURCES.has(format) || format.includes('.')) refuse(`views over ${format} files`, statement.pos);
  if (format !== 'csv' && format !== 'parquet') {
    fail('DATA_SOURCE_NOT_FOUND', `Failed to find the data source: ${statement.format}. Please find packages at \`https://spark.apache.org/third-party-projects.html\`.`);
  }
  if (statement.columns) rejectDoubles(statement.columns);
  const kind = kindOf(statement);
  const path = statement.options.find((o) => o.key.toLowerCase() === 'path')?.value;
  if (path) session.refusals.checkPath(localPath(path));
  const source = format === 'csv' ? csvView(statement, session.settings) : await parquetView(statement, session);
  session.database.told.push(fileNote(statement.name, source));
  const old = session.views.find(statement.name);
  session.views.put(kind, statement.name, { ...source, kind, statement }, statement);
  if (old) await removeCaches(session, (c) => c.view === old);
}

function fileNote(name, { format, files }) {
  const reader = format === 'csv' ? "the engine's own reader of csv, spark_csv" : 'read_parquet';
  return `-- the view ${name.join('.')} over ${files.length} ${files.length === 1 ? 'file' : 'files'}, read by ${reader}`;
}

/** DROP VIEW; DROP TABLE takes temporary views as well. */
export async function dropView({ name, ifExists, table, pos }, session) {
  const view = session.views.find(name);
  if (table && view?.kind === 'permanent') fail('WRONG_COMMAND_FOR_OBJECT_TYPE', 'The operation DROP TABLE requires a EXTERNAL or MANAGED. But the object is a VIEW. Use DROP VIEW instead.', pos);
  if (!view) {
    if (ifExists) return;
    fail('TABLE_OR_VIEW_NOT_FOUND', `The table or view ${quotedName(name.length === 1 ? ['spark_catalog', 'default', ...name] : name)} cannot be found. Verify the spelling and correctness of the schema and catalog.`, pos);
  }
  session.views.drop(name);
  await removeCaches(session, (c) => c.view === view);
}

export async function alterView(statement, session) {
  const old = session.views.get(statement.name, statement.pos);
  const { view } = await queryView({ ...statement, replace: true }, session, old.kind);
  session.views.put(old.kind, statement.name, view, { replace: true });
  await removeCaches(session, (c) => c.view === old);
}

export function renameView({ name, to, pos }, session) {
  const view = session.views.get(name, pos);
  if (view.kind !== 'temporary') refuse('ALTER VIEW ... RENAME of a view that is not temporary', pos);
  if (session.views.temporary.has(to[0].toLowerCase())) fail('TEMP_TABLE_OR_VIEW_ALREADY_EXISTS', `Cannot create the temporary view ${quotedName(to)} because it already exists.`, pos);
  session.views.drop(name);
  session.views.put('temporary', to, view, { replace: false });
}

export async function cacheTable({ name, lazy, options, query, pos }, session) {
  for (const { key } of options ?? []) if (key.toLowerCase() !== 'storagelevel') refuse(`the CACHE TABLE option ${key}`, pos);
  if (query) await createView({ name, query, temporary: true, pos }, session);
  session.refusals.checkName(name);
  const view = session.views.get(name, pos);
  const parts = await partsOf(name, session);
  await addCache(name, view, parts, lazy, session);
}

// The views that a view is made of, itself included.
async function partsOf(name, session) {
  const used = [];
  const star = { k: 'select', distinct: false, laterals: [], items: [{ e: { k: 'star', qualifier: [] } }], from: { k: 'table', name } };
  await session.analyse(() => {
    used.length = 0;
    return analyseQueryBody({ k: 'query', body: star }, { ...session.context(), used });
  });
  return used;
}

export async function uncacheTable({ name, ifExists, pos }, session) {
  const view = session.views.find(name);
  if (!view) { if (ifExists) return; notFound(name, pos); }
  await removeCaches(session, (c) => c.view === view);
}

export const clearCache = (_statement, session) => removeCaches(session, () => true);

export async function refresh({ name, pos }, session) {
  const view = session.views.get(name, pos);
  await relist(view, session);
}

// A view over files lists them anew; a view over a query has its files in the views below.
async function relist(view, session) {
  if (view.format) {
    const fresh = view.format === 'csv' ? csvView(view.statement, session.settings) : await parquetView(view.statement, session);
    const same = fresh.columns.length === view.columns.length && fresh.columns.every((c, i) => c.name === view.columns[i].name && c.type.ddl === view.columns[i].type.ddl);
    if (!same) refuse('REFRESH of a view whose files have other columns now; make the view anew');
    view.files = fresh.files;
    session.caches.filter((c) => c.view === view).forEach((c) => { c.table = undefined; c.stale = false; });
    return;
  }
  if (session.caches.some((c) => c.view === view)) refuse('REFRESH of a cached view over a query; UNCACHE and CACHE it anew');
}

export async function refreshPath({ path }, session) {
  const listed = new Set(safeList(path));
  for (const map of [session.views.temporary, session.views.global]) {
    for (const view of map.values()) if (view.format && view.files.some((f) => listed.has(f.path))) await relist(view, session);
  }
}

function safeList(path) {
  try { return listFiles(path, { recursive: true }).map((f) => f.path); } catch { return []; }
}

export function analyzeTable({ name, namePos }, session) {
  const view = session.views.get(name, namePos);
  if (view.kind === 'permanent') refuse('ANALYZE TABLE', namePos);
  fail('_LEGACY_ERROR_TEMP_1016', `${name.join('.')} is a temp view. 'ANALYZE TABLE' expects a table or permanent view.`, namePos);
}

export function truncateTable({ name, namePos }, session) {
  session.views.get(name, namePos);
  fail('_LEGACY_ERROR_TEMP_1013', `${name.join('.')} is a view. 'TRUNCATE TABLE' expects a table.`, namePos);
}
