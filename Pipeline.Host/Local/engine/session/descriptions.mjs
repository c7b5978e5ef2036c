// DESCRIBE and SHOW.

import { fail, refuse } from '../errors.mjs';
import { quotedName } from '../analyser/scope.mjs';
import { resultOf } from '../output/result.mjs';
import { BOOLEAN, STRING } from '../types/types.mjs';
import { prepareQuery } from './statements.mjs';

const text = (name, nullable = false) => ({ name, type: STRING, nullable });
const DESCRIPTION = [text('col_name'), text('data_type'), text('comment', true)];

const describe = (columns) => resultOf(DESCRIPTION, columns.map((c) => [c.name, c.type.ddl, c.comment ?? null]));

export function describeView({ name, column, extended, pos }, session) {
  session.refusals.checkName(name);
  const view = session.views.get(name, pos);
  if (extended && view.kind === 'permanent') refuse('DESCRIBE EXTENDED of a view that is not temporary', pos);
  if (column) return describeColumn(view, column, pos);
  const partitions = (view.columns ?? []).filter((c) => c.partition);
  if (partitions.length > 0 && extended) refuse('DESCRIBE EXTENDED of a partitioned view', pos);
  return describe(view.columns);
}

function describeColumn(view, parts, pos) {
  const found = view.columns.find((c) => c.name.toLowerCase() === parts[0].toLowerCase());
  if (!found || parts.length > 1) {
    fail('_LEGACY_ERROR_TEMP_1060', `DESC TABLE COLUMN command does not support nested column or an unknown column: ${quotedName(parts)}.`, pos);
  }
  return resultOf([text('info_name'), text('info_value')], [['col_name', found.name], ['data_type', found.type.ddl], ['comment', found.comment ?? 'NULL']]);
}

export async function describeQuery({ query }, session) {
  const body = await prepareQuery(query, session);
  return describe(body.columns);
}

// A pattern of SHOW has * and | only.
function matcher(pattern) {
  if (pattern === undefined) return () => true;
  const parts = pattern.trim().split('|').map((p) => new RegExp(`^${p.replace(/[.+?^${}()[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i'));
  return (name) => parts.some((p) => p.test(name));
}

function listed({ namespace, pattern, pos }, session) {
  const matches = matcher(pattern);
  const lower = namespace?.map((n) => n.toLowerCase());
  const rows = [];
  if (lower?.[0] === 'global_temp') for (const name of session.views.global.keys()) rows.push(['global_temp', name, true]);
  else {
    const database = lower?.join('.').replace(/^spark_catalog\./, '') ?? 'default';
    if (!session.databases.has(database)) {
      fail('SCHEMA_NOT_FOUND', `The schema ${quotedName(namespace)} cannot be found. Verify the spelling and correctness of the schema and catalog.`, pos);
    }
    if (database === 'default') for (const name of session.views.permanent.keys()) rows.push(['default', name, false]);
  }
  for (const name of session.views.temporary.keys()) rows.push(['', name, true]);
  return rows.filter((r) => matches(r[1])).sort((a, b) => (a[1] < b[1] ? -1 : 1));
}

const LISTING = [text('namespace'), text('tableName'), { name: 'isTemporary', type: BOOLEAN, nullable: false }];

export const listTables = (statement, session) => resultOf(LISTING, listed(statement, session));

export const showViews = (statement, session) => resultOf([LISTING[0], text('viewName'), LISTING[2]], listed(statement, session));

export function showColumns({ name, pos }, session) {
  const view = session.views.get(name, pos);
  return resultOf([text('col_name')], view.columns.map((c) => [c.name]));
}

export const showNamespaces = ({ pattern }, session) => resultOf([text('namespace')], [...session.databases].sort().filter(matcher(pattern)).map((n) => [n]));

export const showCurrent = () => resultOf([text('catalog'), text('namespace')], [['spark_catalog', 'default']]);
