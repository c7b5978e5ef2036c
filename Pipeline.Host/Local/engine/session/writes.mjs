// INSERT OVERWRITE DIRECTORY, and INSERT into what no table is.

import path from 'node:path';
import { fail, refuse } from '../errors.mjs';
import { quotedName } from '../analyser/scope.mjs';
import { localPath } from '../csv/files.mjs';
import { writeParquet } from '../parquet/write.mjs';
import { prepareQuery } from './statements.mjs';
import { notFound } from './views.mjs';

const FORMATS = new Set(['parquet', 'csv', 'json', 'text', 'orc', 'avro']);

export async function insertDirectory(statement, session) {
  const format = statement.format.toLowerCase();
  statement.target = targetOf(statement);
  if (!FORMATS.has(format)) fail('DATA_SOURCE_NOT_FOUND', `Failed to find the data source: ${statement.format}. Please find packages at \`https://spark.apache.org/third-party-projects.html\`.`);
  const readPaths = new Set();
  const query = statement.ctes ? { ...statement.query, ctes: [...statement.ctes, ...(statement.query.ctes ?? [])] } : statement.query;
  const body = await prepareQuery(query, session, { readPaths });
  if (format !== 'parquet') refuse(`INSERT OVERWRITE DIRECTORY with the format ${format}`, statement.pos);
  const inside = [...readPaths].find((p) => p === statement.target || p.startsWith(`${statement.target}${path.sep}`));
  if (inside) refuse(`INSERT OVERWRITE DIRECTORY of a folder that the statement reads (${inside}): Spark removes the files before it reads them`, statement.pos);
  await writeParquet(statement.target, body, statement.options, session);
  session.caches.filter((c) => c.view.files?.some((f) => f.path.startsWith(`${statement.target}${path.sep}`))).forEach((c) => { c.stale = true; });
  return undefined;
}

function targetOf({ path: given, options, pos }) {
  const option = options.find((o) => o.key.toLowerCase() === 'path')?.value;
  if ((given === undefined) === (option === undefined) || given === '') {
    fail('_LEGACY_ERROR_TEMP_0049', "Directory path and 'path' in OPTIONS should be specified one, but not both", pos);
  }
  return localPath(given ?? option);
}

export function insertTable({ name, namePos }, session) {
  const view = session.views.find(name);
  if (!view) notFound(name, namePos);
  fail('_LEGACY_ERROR_TEMP_1010', `Inserting into a view is not allowed. View: ${quotedName(name)}.`, namePos);
}
