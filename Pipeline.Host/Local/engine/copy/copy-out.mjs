// The rows of Parquet files as COPY text: DuckDB makes the lines, this module only passes them on.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import duckdb from '@duckdb/node-api';
import { parseColumns } from './columns.mjs';

export class CopyError extends Error {
  constructor(message, column, row) {
    super(message);
    this.column = column;
    this.row = row;
  }
}

/** Writes every row of the manifest's objects, in their order, and returns how many there were. */
export async function copyOut(manifest, columnList, output) {
  const columns = parseColumns(columnList);
  const files = await objects(manifest);
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1', autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  const source = `read_parquet([${files.map(text).join(', ')}], union_by_name = false)`;
  await checkNames(connection, source, columns);
  await checkTexts(connection, source, columns);

  const line = columns.map((column) => `coalesce(${column.field()}, '\\N')`).join(` || chr(9) || `);
  const result = await connection.stream(`SELECT ${line} || chr(10) FROM ${source}`);
  let rows = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    rows += chunk.rowCount;
    if (!output.write(chunk.getColumnValues(0).join(''))) await once(output, 'drain');
  }
  await new Promise((resolve, reject) => output.write('', (error) => (error ? reject(error) : resolve())));
  return rows;
}

async function objects(manifest) {
  let entries;
  try {
    entries = JSON.parse(await readFile(manifest, 'utf8')).entries;
  } catch (error) {
    throw new CopyError(`The manifest ${manifest} cannot be read: ${error.message}`);
  }
  if (!Array.isArray(entries) || entries.length === 0) throw new CopyError(`The manifest ${manifest} names no objects.`);
  return entries.map((entry) => (entry.url.startsWith('file:') ? fileURLToPath(entry.url) : entry.url));
}

/** The Parquet files must hold the columns by name and in this order: a wrong order would load wrong data in silence. */
async function checkNames(connection, source, columns) {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const found = described.getRows().map((row) => String(row[0]));
  const wanted = columns.map((column) => column.name);
  if (found.join('\n').toLowerCase() !== wanted.join('\n').toLowerCase()) {
    throw new CopyError(`The output's columns are ${found.join(', ')}; the table's are ${wanted.join(', ')}.`);
  }
}

/** What PostgreSQL cannot hold, or Redshift would not: U+0000, and texts of more bytes than the column takes. */
async function checkTexts(connection, source, columns) {
  const problems = columns.flatMap((column) => column.problems().map(({ test, what }) => ({ column, test, what })));
  if (problems.length === 0) return;
  const counts = problems.map(({ test }, i) => `min(CASE WHEN ${test} THEN row END) AS p${i}`);
  const rows = await connection.runAndReadAll(
    `SELECT ${counts.join(', ')} FROM (SELECT *, row_number() OVER () AS row FROM ${source})`,
  );
  const firsts = rows.getRows()[0];
  problems.forEach(({ column, what }, i) => {
    if (firsts[i] !== null) throw new CopyError(`${what} in column ${column.name}, row ${firsts[i]}`, column.name, Number(firsts[i]));
  });
}

const text = (value) => `'${value.replaceAll("'", "''")}'`;
