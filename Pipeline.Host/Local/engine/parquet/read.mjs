// Views over Parquet files: columns by name, sub-folders named key=value as further columns.

import { fail, refuse, SparkError } from '../errors.mjs';
import { quoteName, quoteString } from '../analyser/node.mjs';
import { checkListed, listFiles } from '../csv/files.mjs';
import { INT, sameType, sqlName, STRING } from '../types/types.mjs';
import { columnsOfSchema, SPARK_SCHEMA, typeOfJson } from './schema.mjs';

const OPTIONS = new Set(['path', 'mergeschema', 'recursivefilelookup', 'pathglobfilter', 'compression']);

/** {format, columns, files, stored} of CREATE TEMPORARY VIEW ... USING parquet, or of parquet.`path`. */
export async function parquetView({ columns, options }, session) {
  const map = new Map(options.map(({ key, value }) => [key.toLowerCase(), value ?? '']));
  for (const key of map.keys()) if (!OPTIONS.has(key)) refuse(`the parquet option ${key}`);
  if (/^true$/i.test(map.get('mergeschema') ?? '')) refuse('the parquet option mergeSchema');
  if (!map.has('path')) fail('UNABLE_TO_INFER_SCHEMA', 'Unable to infer schema for Parquet. It must be specified manually.');
  const files = listFiles(map.get('path'), { recursive: /^true$/i.test(map.get('recursivefilelookup') ?? ''), glob: map.get('pathglobfilter') });
  if (files.length === 0 && !columns) fail('UNABLE_TO_INFER_SCHEMA', 'Unable to infer schema for Parquet. It must be specified manually.');
  files.forEach(checkListed);
  const stored = files.length > 0 ? await storedColumns(files, session) : [];
  const partitions = partitionColumns(files);
  return { format: 'parquet', files, stored, partitions, columns: columns ? declared(columns, stored) : [...stored, ...partitions], mapped: Boolean(columns) };
}

async function storedColumns(files, session) {
  const all = [];
  for (const file of files) all.push(await fileColumns(file.path, session));
  const shape = (columns) => columns.map((c) => `${c.name}:${c.type.ddl}`).join(',');
  if (all.some((c) => shape(c) !== shape(all[0]))) refuse('a folder of Parquet files with different columns');
  return all[0];
}

async function fileColumns(path, session) {
  const [metadata] = await session.database.rows(`SELECT decode(value) FROM parquet_kv_metadata(${quoteString(path)}) WHERE decode(key) = '${SPARK_SCHEMA}'`);
  if (metadata) return JSON.parse(metadata[0]).fields.map((f) => ({ name: f.name, type: typeOfJson(f.type) }));
  const rows = await session.database.rows(`SELECT name, type, repetition_type, coalesce(num_children, 0)::INTEGER, converted_type, `
    + `scale::INTEGER, precision::INTEGER, logical_type FROM parquet_schema(${quoteString(path)})`);
  return columnsOfSchema(rows.map(([name, physical, repetition, children, converted, scale, precision, logical]) =>
    ({ name, physical, repetition, children, converted, scale, precision, logical })));
}

// Partition values are whole numbers where all of them look so, else text.
function partitionColumns(files) {
  const names = [...new Set(files.flatMap((f) => Object.keys(f.partition)))];
  if (names.length === 0) return [];
  if (files.some((f) => Object.keys(f.partition).join() !== names.join())) refuse('folders with different partitions');
  return names.map((name) => {
    const values = files.map((f) => f.partition[name]);
    if (values.some((v) => v === '__HIVE_DEFAULT_PARTITION__')) refuse('partitions without a value');
    const numbers = values.every((v) => /^-?\d{1,9}$/.test(v));
    if (!numbers && values.some((v) => /^[-+.\d]/.test(v))) refuse(`the partition column ${name}, whose type Spark guesses from its values`);
    return { name, type: numbers ? INT : STRING, partition: true };
  });
}

function declared(columns, stored) {
  return columns.map(({ name, type, comment }) => {
    const found = stored.filter((s) => s.name.toLowerCase() === name.toLowerCase());
    if (found.length > 1) refuse(`a Parquet file with the column ${name} in several spellings`);
    const broken = found.length > 0 && !sameType(found[0].type, type) ? mismatch(name, type, found[0].type) : undefined;
    return { name, type, comment, from: found[0]?.name ?? null, broken };
  });
}

const mismatch = (name, wanted, found) => new SparkError('_LEGACY_ERROR_TEMP_2063', `Parquet column cannot be converted. Column: [${name}], Expected: ${wanted.ddl}, Found: ${sqlName(found)}.`);

/** What stands behind FROM for a view: its columns as c0, c1, ... in the engine's own form. */
export function parquetRelationSql(view) {
  if (view.files.length === 0) return `(SELECT ${view.columns.map((c, i) => `CAST(NULL AS ${c.type.duck}) AS c${i}`).join(', ')} WHERE false)`;
  const groups = new Map();
  for (const f of view.files) {
    const key = JSON.stringify(f.partition);
    groups.set(key, [...(groups.get(key) ?? []), f]);
  }
  return `(${[...groups.values()].map((files) => groupSql(view, files)).join(' UNION ALL ')})`;
}

function groupSql(view, files) {
  const list = view.columns.map((c, i) => `${columnSql(c, files[0])} AS c${i}`);
  return `SELECT ${list.join(', ')} FROM read_parquet([${files.map((f) => quoteString(f.path)).join(', ')}], hive_partitioning = false)`;
}

function columnSql(c, file) {
  if (c.partition) return c.type === INT ? `CAST(${file.partition[c.name]} AS INTEGER)` : quoteString(file.partition[c.name]);
  if (c.from === null || c.broken) return `CAST(NULL AS ${c.type.duck})`;
  return inward(quoteName(c.from ?? c.name), c.type);
}

// Field names of structs become places, timestamps with a zone plain ones.
function inward(sql, type) {
  switch (type.kind) {
    case 'timestamp': return `make_timestamp(epoch_us(${sql}))`;
    case 'array': return needsWork(type.element) ? `list_transform(${sql}, lambda x: ${inward('x', type.element)})` : sql;
    case 'map': return needsWork(type.key) || needsWork(type.value) ? refuse(`a Parquet column of the type ${type.ddl}`) : sql;
    case 'struct': return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${type.fields.map((f, i) => `f${i} := ${inward(`(${sql}).${quoteName(f.name)}`, f.type)}`).join(', ')}) END`;
    default: return sql;
  }
}

const needsWork = (type) => ['timestamp', 'array', 'map', 'struct'].includes(type.kind);
