// Databases: one catalog, whose default database holds the views; others can be made and dropped, and stay empty.

import { fail, refuse } from '../errors.mjs';
import { quotedName } from '../analyser/scope.mjs';

const notFound = (name, pos) => fail('SCHEMA_NOT_FOUND', `The schema ${quotedName(name)} cannot be found. Verify the spelling and correctness of the schema and catalog.`, pos);

// The database that a name means, in small letters: the catalog may be named in front of it.
function databaseOf(name, pos) {
  const lower = name.map((n) => n.toLowerCase());
  const parts = lower.length > 1 && lower[0] === 'spark_catalog' ? lower.slice(1) : lower;
  if (parts.length > 1) fail('REQUIRES_SINGLE_PART_NAMESPACE', `spark_catalog requires a single-part namespace, but got ${quotedName(name)}.`, pos);
  return parts[0];
}

export function createDatabase({ name, ifNotExists, pos }, session) {
  const database = databaseOf(name, pos);
  if (database === 'global_temp') fail('_LEGACY_ERROR_TEMP_1065', '`global_temp` is a system preserved database; it cannot be created.', pos);
  if (session.databases.has(database) && !ifNotExists) fail('SCHEMA_ALREADY_EXISTS', `Cannot create schema ${quotedName([database])} because it already exists.`, pos);
  session.databases.add(database);
}

export function dropDatabase({ name, ifExists, cascade, pos }, session) {
  const database = databaseOf(name, pos);
  session.refusals.leave(database, cascade);
  if (database === 'default') fail('UNSUPPORTED_FEATURE.DROP_DATABASE', 'The feature is not supported: Drop the default database `spark_catalog`.`default`.', pos);
  if (!session.databases.delete(database) && !ifExists) notFound(name, pos);
}

export function use({ name, pos }, session) {
  const lower = name.map((n) => n.toLowerCase());
  if (lower.length === 1 && lower[0] === 'spark_catalog') return;
  const database = lower.length === 1 || lower[0] === 'spark_catalog' ? lower[lower.length - 1] : undefined;
  if (!session.databases.has(database)) notFound(name, pos);
  if (database !== 'default') refuse('USE of another database than default', pos);
}
