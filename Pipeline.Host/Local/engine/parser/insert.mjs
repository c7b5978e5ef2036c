// INSERT OVERWRITE DIRECTORY; INSERT into tables is read only to say why not.

import { fail } from '../errors.mjs';
import { rejectRepeated } from './create.mjs';
import { propertyList } from './statements.mjs';

export function parseInsert(c) {
  const { pos } = c;
  c.next();
  if (c.is('OVERWRITE')) {
    const start = c.i;
    const directory = overwriteDirectory(c, pos);
    if (directory) return directory;
    c.i = start;
  }
  return intoTable(c, pos);
}

function overwriteDirectory(c, pos) {
  c.next();
  const local = c.is('LOCAL', 'DIRECTORY') && c.take('LOCAL');
  if (!c.is('DIRECTORY')) return undefined;
  const follower = c.peek();
  if (follower.t !== 'string' && follower.u !== 'USING' && follower.u !== 'STORED' && follower.u !== 'ROW') return undefined;
  c.next();
  const path = c.isString() ? c.string() : undefined;
  if (!c.take('USING')) {
    if (path === undefined) return undefined;
    fail('NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT', 'INSERT OVERWRITE DIRECTORY with the Hive format is not supported, if you want to '
      + 'enable it, please set "spark.sql.catalogImplementation" to "hive".', pos);
  }
  const format = c.multipartName().join('.');
  const optionsPos = c.pos;
  const options = c.take('OPTIONS') ? propertyList(c) : [];
  rejectRepeated(options, optionsPos);
  return { k: 'insertDirectory', path, local, format, options, query: c.rules.query(c), pos };
}

function intoTable(c, pos) {
  if (c.take('INTO')) c.take('TABLE');
  else {
    c.expect('OVERWRITE');
    c.take('TABLE');
  }
  const namePos = c.pos;
  if (c.isString()) c.error();
  const name = c.multipartName();
  if (c.is('PARTITION')) c.unsupported('INSERT ... PARTITION', pos);
  if (c.is('(') && c.peek().t !== 'op' && !['SELECT', 'WITH', 'VALUES', 'FROM'].includes(c.peek().u)) {
    c.inParentheses(() => c.list(() => c.name()));
  }
  const query = c.rules.query(c);
  return { k: 'insertTable', name, namePos, query, pos };
}
