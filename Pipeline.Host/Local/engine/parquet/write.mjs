// INSERT OVERWRITE DIRECTORY ... USING parquet: one file, written aside and moved into place, with Spark's schema in it.

import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { fail, refuse, SparkError } from '../errors.mjs';
import { quoteName, quoteString } from '../analyser/node.mjs';
import { carry } from '../duck/functions.mjs';
import { contains, fieldJson } from '../types/types.mjs';
import { SPARK_SCHEMA } from './schema.mjs';

const CODECS = { snappy: ['snappy', '.snappy'], gzip: ['gzip', '.gz'], zstd: ['zstd', '.zstd'], none: ['uncompressed', ''], uncompressed: ['uncompressed', ''] };
const KNOWN = new Set(['brotli', 'uncompressed', 'lz4', 'gzip', 'lzo', 'lz4raw', 'snappy', 'lz4_raw', 'none', 'zstd']);

/** Fails where Spark cannot write such columns. */
export function checkColumns(columns, format) {
  const seen = new Set();
  for (const { name, type } of columns) {
    const key = name.toLowerCase();
    if (seen.has(key)) fail('COLUMN_ALREADY_EXISTS', `The column \`${key}\` already exists. Consider to choose another name or rename the existing column.`);
    seen.add(key);
    if (contains(type, (t) => t.kind === 'interval')) fail('_LEGACY_ERROR_TEMP_1136', 'Cannot save interval data type into external storage.');
    if (contains(type, (t) => t.kind === 'void')) {
      fail('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', `The ${format} datasource doesn't support the column \`${name}\` of the type "${type.ddl.toUpperCase()}".`);
    }
  }
}

/** Codec and the part of the file name that it gives. */
export function codecOf(options, settings) {
  const wanted = (options.find((o) => o.key.toLowerCase() === 'compression')?.value ?? settings.get('spark.sql.parquet.compression.codec')).toLowerCase();
  if (!KNOWN.has(wanted)) fail(null, `Codec [${wanted}] is not available. Available codecs are ${[...KNOWN].join(', ')}.`);
  return CODECS[wanted] ?? refuse(`the parquet compression ${wanted}`);
}

/** Writes the query's rows as the only content of a folder. */
export async function writeParquet(target, body, options, session) {
  const [codec, suffix] = codecOf(options, session.settings);
  for (const { key } of options) if (!['path', 'compression'].includes(key.toLowerCase())) refuse(`the parquet option ${key}`);
  checkColumns(body.columns, 'Parquet');
  const list = body.columns.map((c, i) => `${outward(`CAST(q.c${i} AS ${c.type.duck})`, c.type, session.settings)} AS ${quoteName(c.name)}`);
  const schema = JSON.stringify({ type: 'struct', fields: body.columns.map(fieldJson) });
  await replaceFolder(target, async (folder) => {
    const file = path.join(folder, `part-00000-${randomUUID()}-c000${suffix}.parquet`);
    await session.database.run(`COPY (SELECT ${list.join(', ')} FROM (${body.sql}) AS q) TO ${quoteString(file)} `
      + `(FORMAT parquet, COMPRESSION ${codec}, KV_METADATA {${quoteName(SPARK_SCHEMA)}: ${quoteString(schema)}})`);
  });
}

/** Fills a folder beside the target, then puts it in the target's place; nobody sees it half written. */
export async function replaceFolder(target, write) {
  const parent = path.dirname(target);
  rejectFileParent(target);
  fs.mkdirSync(parent, { recursive: true });
  const aside = fs.mkdtempSync(path.join(parent, `.${path.basename(target)}-`));
  try {
    fs.chmodSync(aside, 0o755);
    await write(aside);
    fs.writeFileSync(path.join(aside, '_SUCCESS'), '');
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(aside, target);
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

function rejectFileParent(target) {
  for (let p = path.dirname(target); p !== path.dirname(p); p = path.dirname(p)) {
    const stat = fs.statSync(p, { throwIfNoEntry: false });
    if (stat?.isFile()) fail(null, `Parent path is not a directory: file:${p}`);
    if (stat) return;
  }
}

// Old dates and timestamps cannot be written by default, since Spark's versions count their days differently.
function outward(sql, type, settings) {
  switch (type.kind) {
    case 'date': return limited(sql, type, "DATE '1582-10-15'", settings.get('spark.sql.parquet.datetimeRebaseModeInWrite'));
    case 'timestamp': return timestampSql(sql, type, settings);
    case 'array': return named(type.element) ? `list_transform(${sql}, lambda x: ${outward('x', type.element, settings)})` : sql;
    case 'map': return named(type.key) || named(type.value) ? refuse(`writing a column of the type ${type.ddl}`) : sql;
    case 'struct': return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${type.fields.map((f, i) => `${quoteName(f.name)} := ${outward(`(${sql}).f${i}`, f.type, settings)}`).join(', ')}) END`;
    default: return sql;
  }
}

const named = (type) => ['date', 'timestamp', 'array', 'map', 'struct'].includes(type.kind);

function timestampSql(sql, type, settings) {
  const output = settings.get('spark.sql.parquet.outputTimestampType');
  const mode = settings.get(output === 'INT96' ? 'spark.sql.parquet.int96RebaseModeInWrite' : 'spark.sql.parquet.datetimeRebaseModeInWrite');
  const checked = limited(sql, type, "TIMESTAMP '1900-01-01 00:00:00'", mode);
  // With a time zone, so that the file says that these are moments and not local times.
  return `CAST(${output === 'TIMESTAMP_MILLIS' ? `date_trunc('milliseconds', ${checked})` : checked} AS TIMESTAMPTZ)`;
}

function limited(sql, type, first, mode) {
  if (mode === 'CORRECTED') return sql;
  const error = carry(new SparkError('TASK_WRITE_FAILED', `Task failed while writing rows: writing dates before 1582-10-15 or timestamps before 1900-01-01T00:00:00Z into Parquet `
    + 'can be dangerous, as Spark versions count their days differently. Set spark.sql.parquet.datetimeRebaseModeInWrite or spark.sql.parquet.int96RebaseModeInWrite to CORRECTED to write them as they are.'));
  return `CASE WHEN ${sql} < ${first} THEN CAST(error(${quoteString(error)}) AS ${type.duck}) ELSE ${sql} END`;
}
