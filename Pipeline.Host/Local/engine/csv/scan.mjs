// Scans of csv views as a DuckDB table function. DuckDB says which columns a query needs; only these are read and converted, as Spark
// prunes columns, and only they can make a record a bad one.

import bindings from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-api';
import { carry } from '../duck/functions.mjs';
import { duckType } from '../duck/types.mjs';
import { writeColumn } from '../duck/vectors.mjs';
import { BOOLEAN } from '../types/types.mjs';
import { decoderOf } from './charsets.mjs';
import { converterOf } from './converters.mjs';
import { checkListed } from './files.mjs';
import { checkHeader } from './header.mjs';
import { dataLines, linesOf, multiLineRecords } from './lines.mjs';
import { recordReader } from './records.mjs';
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
      info.setInitData(cursorOf(info.bindData.scan, info.getColumnIndexes()));
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
function cursorOf(scan, indexes) {
  const columns = indexes.map((i) => (i === 0 || i > scan.columns.length ? null : scan.columns[i - 1]));
  scan.columnsAsked?.(columns.filter(Boolean).map((c) => c.name));
  return { rows: rowsOf(scan, columns), types: columns.map((c) => (c ? c.type : BOOLEAN)) };
}

function fill(cursor, output) {
  const { types } = cursor;
  const buffer = rowsUpToFault(cursor);
  output.rowCount = buffer.length;
  if (buffer.length === 0) return;
  types.forEach((type, k) => writeColumn(type, bindings.data_chunk_get_vector(output.chunk, k), buffer.map((row) => row[k])));
}

// The rows in front of a record that fails the query are handed on first: a LIMIT may have enough of them, and then nobody reads further.
function rowsUpToFault(cursor) {
  if (cursor.fault) throw cursor.fault;
  const buffer = [];
  try {
    while (buffer.length < CHUNK_ROWS) {
      const { value, done } = cursor.rows.next();
      if (done) break;
      buffer.push(value);
    }
  } catch (error) {
    if (buffer.length === 0) throw error;
    cursor.fault = error;
  }
  return buffer;
}

/** The rows of a scan as arrays in the order of the columns asked for. */
export function* rowsOf(scan, columns) {
  const options = settled(scan);
  const charset = decoderOf(scan.options.charset);
  const read = recordReader(scan, columns, (type) => converterOf(type, scan.options, scan.policy));
  for (const file of scan.files) {
    checkListed(file);
    const onHeader = scan.options.enforceSchema ? undefined : (header) => checkHeader(header, scan, columns, options);
    const records = options.multiLine ? multiLineRecords(file.path, charset, options, onHeader) : lineRecords(file.path, charset, options, onHeader);
    for (const record of records) {
      const row = read(record, file);
      if (row !== null) yield row;
    }
  }
}

// Fields are cut out of a line when they are asked for only.
function* lineRecords(path, charset, options, onHeader) {
  const tokenizer = new Tokenizer(options);
  const header = onHeader && ((line) => onHeader(tokenizer.record(line)));
  for (const text of dataLines(linesOf(path, charset), options, header)) yield { text, get fields() { return tokenizer.record(text); } };
}

function settled({ options }) {
  if (options.header.get === undefined) return options;
  return {
    header: options.header.get(), separator: options.separator.get(), quote: options.quote.get(), escape: options.escape.get(),
    comment: options.comment.get(), multiLine: options.multiLine, trimLeft: options.trimLeft, trimRight: options.trimRight,
  };
}

export { settled };
