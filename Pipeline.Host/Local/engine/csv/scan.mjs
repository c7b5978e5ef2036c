// Scans of csv views as a DuckDB table function. DuckDB says which columns a query needs; only these are read and converted, as Spark
// prunes columns, and only they can make a record a bad one.

import bindings from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-api';
import { columnOf } from '../duck/columns.mjs';
import { carry } from '../duck/functions.mjs';
import { duckType } from '../duck/types.mjs';
import { BOOLEAN } from '../types/types.mjs';
import { decoderOf } from './charsets.mjs';
import { converterOf } from './converters.mjs';
import { checkListed } from './files.mjs';
import { checkHeader } from './header.mjs';
import { LineReader } from './line-reader.mjs';
import { dataLines, linesOf, multiLineRecords } from './lines.mjs';
import { bytesReader } from './read-bytes.mjs';
import { recordReader } from './records.mjs';
import { settled } from './settled.mjs';
import { Tokenizer } from './tokenizer.mjs';

const CHUNK_ROWS = 2048;

/** The table function spark_csv(id): id names a scan made while the statement was analysed. */
export function csvFunction(scans) {
  return duckdb.DuckDBTableFunction.create({
    name: 'spark_csv',
    parameterTypes: [duckdb.INTEGER],
    supportsProjectionPushdown: true,
    bindFunction: (info) => guard(info, () => {
      const scan = scans.get(info.getParameter(0));
      // A first column that nobody asks for: count(*) takes it instead of one that would have to be read.
      info.addResultColumn('none', duckdb.BOOLEAN);
      scan.columns.forEach((c, i) => info.addResultColumn(`c${i}`, duckType(c.type)));
      info.setBindData({ scan });
    }),
    initFunction: (info) => guard(info, () => {
      info.setMaxThreads(1);
      info.setInitData(readerOf(info.bindData.scan, info.getColumnIndexes()));
    }),
    mainFunction: (info, output) => guard(info, () => fill(info.initData, output)),
  });
}

function guard(info, action) {
  try {
    action();
  } catch (error) {
    info.setError(carry(error));
  }
}

// indexes: the columns asked for, 0 being the one of nothing.
function readerOf(scan, indexes) {
  const asked = indexes.map((i) => (i === 0 || i > scan.columns.length ? null : scan.columns[i - 1]));
  scan.columnsAsked?.(asked.filter(Boolean).map((c) => c.name));
  const converter = (type) => converterOf(type, scan.options, scan.policy);
  const columns = asked.map((c) => columnOf(c?.type ?? BOOLEAN, CHUNK_ROWS, c && converter(c.type), c && bytesReader(c.type, scan.options)));
  const options = settled(scan);
  const charset = decoderOf(scan.options.charset);
  const read = recordReader(scan, asked, converter);
  const onHeader = scan.options.enforceSchema ? undefined : (fields) => checkHeader(fields, scan, asked);
  const reader = options.multiLine || !charset.asciiLike
    ? new RecordsReader(records(scan, options, charset, read, onHeader), columns)
    : lineReader(scan, { options, charset, asked, columns, read, onHeader });
  (scan.readers ??= []).push(reader);
  return { reader, columns };
}

function lineReader(scan, { options, charset, asked, columns, read, onHeader }) {
  const { nullValue, emptyValue, maxChars } = scan.options;
  const { width, strict } = read;
  const targets = new Array(width).fill(null);
  asked.forEach((c, k) => { if (c && !c.corrupt) targets[c.index] = columns[k]; });
  return new LineReader({
    options: { ...options, nullValue, emptyValue }, charset, files: () => listed(scan), targets, columns, read, width, strict, byBytes: !(maxChars > 0), onHeader,
  });
}

function* listed({ files }) {
  for (const file of files) {
    checkListed(file);
    yield file;
  }
}

// Rows that come one by one; row is how many are there, also where the next one fails.
class RecordsReader {
  constructor(rows, columns) {
    this.rows = rows;
    this.columns = columns;
  }

  fill(most) {
    for (this.row = 0; this.row < most; this.row++) {
      const { value, done } = this.rows.next();
      if (done) break;
      for (let k = 0; k < value.length; k++) this.columns[k].put(this.row, value[k]);
    }
    return this.row;
  }

  close() { this.rows.return(); }
}

function fill(scanned, output) {
  const { columns } = scanned;
  const rows = rowsUpToFault(scanned);
  output.rowCount = rows;
  if (rows > 0) columns.forEach((column, k) => column.flush(bindings.data_chunk_get_vector(output.chunk, k), rows));
}

// The rows in front of a record that fails the query are handed on first: a LIMIT may have enough of them, and then nobody reads further.
function rowsUpToFault(scanned) {
  const { reader, fault } = scanned;
  if (fault) throw fault;
  try {
    return reader.fill(CHUNK_ROWS);
  } catch (error) {
    if (reader.row === 0) throw error;
    scanned.fault = error;
    return reader.row;
  }
}

// The rows of files whose records are no lines, or whose lines are cut before they are decoded.
function* records(scan, options, charset, read, onHeader) {
  for (const file of listed(scan)) {
    const found = options.multiLine ? multiLineRecords(file.path, charset, options, onHeader) : lineRecords(file.path, charset, options, onHeader);
    for (const record of found) {
      const row = read(record, file);
      if (row !== null) yield row;
    }
  }
}

// Fields are cut out of a line when they are asked for only.
function* lineRecords(path, charset, options, onHeader) {
  const tokenizer = new Tokenizer(options);
  const header = (line) => { const names = tokenizer.record(line); onHeader?.(names); };
  for (const text of dataLines(linesOf(path, charset), options, header)) yield { text, get fields() { return tokenizer.record(text); } };
}
