// A csv view: its columns, declared or taken from the file, and the scan that reads it.

import { fail, refuse } from '../errors.mjs';
import { STRING } from '../types/types.mjs';
import { listFiles } from './files.mjs';
import { inferColumns } from './infer.mjs';
import { readOptions } from './options.mjs';

/** {format, columns: [{name, type, comment}], options, files} of CREATE TEMPORARY VIEW ... USING csv. */
export function csvView({ columns, options: list }, settings) {
  const options = readOptions(list, settings);
  if (options.path === undefined) {
    if (!columns) fail('UNABLE_TO_INFER_SCHEMA', 'Unable to infer schema for CSV. It must be specified manually.');
    return { format: 'csv', columns: declared(columns, options), options, files: [], list };
  }
  const files = listFiles(options.path, { recursive: options.recursive, glob: options.glob });
  if (files.some((f) => Object.keys(f.partition).length > 0)) refuse('csv folders with partitions');
  if (!columns && files.length === 0) fail('UNABLE_TO_INFER_SCHEMA', 'Unable to infer schema for CSV. It must be specified manually.');
  const resolved = columns ? declared(columns, options) : inferred(files, options, settings);
  return { format: 'csv', columns: resolved, options, files, list };
}

function declared(columns, options) {
  return numbered(columns.map((c) => ({ name: c.name, type: c.type, comment: c.comment })), options);
}

function inferred(files, options, settings) {
  return numbered(inferColumns(files, options, settings), options);
}

function numbered(columns, options) {
  let index = 0;
  return columns.map((c) => {
    if (c.name !== options.corruptColumn) return { ...c, index: index++ };
    return { ...c, corrupt: true };
  });
}

/** What DuckDB's table function reads for one use of the view. */
export function csvScan(view, settings) {
  for (const c of view.columns) {
    if (c.corrupt && c.type !== STRING) fail('_LEGACY_ERROR_TEMP_1097', 'The field for corrupt records must be string type and nullable.');
    if (c.type.declared) fail(null, `requirement failed: requiredSchema should be the subset of dataSchema: the column ${c.name} is declared as ${c.type.declared}, which csv views cannot read; declare it STRING.`);
  }
  const pruning = view.options.columnPruning ?? (!view.options.multiLine && settings.get('spark.sql.csv.parser.columnPruning.enabled') !== 'false');
  return { columns: view.columns, options: view.options, files: view.files, pruning, policy: settings.get('spark.sql.legacy.timeParserPolicy'), uncertain: false };
}
