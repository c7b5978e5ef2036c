// CREATE ... VIEW, over a query or over files; other things that CREATE could make are not supported.

import { fail } from '../errors.mjs';
import { parseType } from './datatypes.mjs';
import { isDatabase, propertyList } from './statements.mjs';

export function parseCreate(c) {
  const { pos } = c;
  c.next();
  const replace = c.take('OR', 'REPLACE');
  const global = c.is('GLOBAL') && c.take('GLOBAL');
  const temporary = c.take('TEMPORARY') || c.take('TEMP');
  if (global && !temporary) c.error();
  if (!replace && !temporary && isDatabase(c)) return database(c, pos);
  if (!c.is('VIEW')) {
    if (c.token.t === 'end') c.error();
    return c.unsupported(`CREATE ${temporary ? 'TEMPORARY ' : ''}${c.token.u}`, pos);
  }
  c.next();
  const ifNotExists = c.take('IF', 'NOT', 'EXISTS');
  const { pos: namePos } = c;
  const name = c.multipartName();
  const view = { replace, global, temporary, ifNotExists, name, namePos, pos };
  return fileView(c, view) ?? queryView(c, view);
}

function database(c, pos) {
  const what = c.token.u;
  c.next();
  const ifNotExists = c.take('IF', 'NOT', 'EXISTS');
  const name = c.multipartName();
  if (c.take('COMMENT')) c.string();
  if (c.is('LOCATION') || c.is('WITH')) c.unsupported(`CREATE ${what} with ${c.token.u}`, pos);
  return { k: 'createDatabase', name, ifNotExists, pos };
}

// The column list tells them apart: with types it belongs to a view over files.
function fileView(c, view) {
  const start = c.i;
  let columns;
  if (c.is('(')) {
    const typed = c.peek(2);
    if (typed.u === ',' || typed.u === ')' || typed.u === 'COMMENT') return undefined;
    columns = c.inParentheses(() => c.list(() => column(c)));
  }
  if (!c.is('USING')) {
    if (columns) c.error();
    c.i = start;
    return undefined;
  }
  if (view.ifNotExists || !view.temporary) c.error();
  if (view.name.length > 1 && !view.global) c.rules.fail('_LEGACY_ERROR_TEMP_1019', `temporary view name ${view.name.join('.')} must not have a database`, view.namePos);
  c.next();
  const format = c.multipartName().join('.');
  const optionsPos = c.pos;
  const options = c.take('OPTIONS') ? propertyList(c) : [];
  rejectRepeated(options, optionsPos);
  return { k: 'createFileView', ...view, columns, format, options };
}

export function rejectRepeated(options, pos) {
  const seen = new Set();
  for (const { key } of options) {
    if (seen.has(key)) fail('DUPLICATE_KEY', `Found duplicate keys \`${key}\`.`, pos);
    seen.add(key);
  }
}

function column(c) {
  const { pos } = c;
  const name = c.name();
  const type = parseType(c);
  const col = { name, type, pos };
  for (;;) {
    if (c.take('NOT', 'NULL')) col.notNull = true;
    else if (c.take('COMMENT')) col.comment = c.string();
    else if (c.is('DEFAULT') || c.is('GENERATED')) c.unsupported('column defaults and generated columns');
    else return col;
  }
}

function queryView(c, view) {
  const columns = c.is('(') ? c.inParentheses(() => c.list(() => viewColumn(c))) : undefined;
  for (;;) {
    if (c.take('COMMENT')) c.string();
    else if (c.is('TBLPROPERTIES')) { c.next(); propertyList(c); } else break;
  }
  if (c.is('PARTITIONED')) c.unsupported('PARTITIONED ON of a view');
  c.expect('AS');
  const start = c.pos;
  const query = c.rules.query(c);
  return { k: 'createView', ...view, columns, query, text: c.text(start) };
}

function viewColumn(c) {
  const name = c.name();
  const comment = c.take('COMMENT') ? c.string() : undefined;
  return { name, comment };
}
