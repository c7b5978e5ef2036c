// A record's fields to a row of the columns asked for: what makes it a bad record, and what becomes of one in each mode.

import { fail, Refusal } from '../errors.mjs';
import { BAD } from './converters.mjs';

/**
 * A function from a record to its row, or null for a record that is dropped, with the width that records should have and whether one of
 * another width is a bad one. Columns are the ones asked for, in DuckDB's order; they are converted in the order of the file, since
 * filters that Spark hands to its reader may drop a record before a later field is looked at.
 */
export function recordReader(scan, columns, converter) {
  const asked = columns.map((c, k) => ({ c, k })).filter(({ c }) => c && !c.corrupt).sort((a, b) => a.c.index - b.c.index)
    .map(({ c, k }) => ({ k, name: c.name, index: c.index, convert: converter(c.type) }));
  const corrupt = columns.findIndex((c) => c?.corrupt);
  const width = scan.columns.filter((c) => !c.corrupt).length;
  const checksWidth = !scan.pruning || asked.length === width;
  const nothing = scan.pruning && asked.length === 0;
  const { mode, maxChars } = scan.options;
  const read = (record, file) => {
    const row = new Array(columns.length).fill(null);
    if (nothing) return row;
    const { fields } = record;
    if (maxChars > 0) checkLengths(fields, maxChars, file);
    const failed = new Set();
    const result = convertAll(fields, row, asked, scan, failed);
    if (result === 'dropped') return null;
    if (result === 'good' && !(checksWidth && fields.length !== width)) return row;
    if (mode === 'DROPMALFORMED') return null;
    if (mode === 'FAILFAST') return filteredOut(scan, asked, row, asked.length, failed) ? null : malformed(row, scan);
    if (corrupt >= 0) row[corrupt] = record.text;
    return row;
  };
  return Object.assign(read, { width, strict: checksWidth && !nothing });
}

function convertAll(fields, row, asked, scan, failed) {
  let result = 'good';
  for (let n = 0; n < asked.length; n++) {
    const { k, index, convert } = asked[n];
    try {
      row[k] = convert(fields[index]);
    } catch (error) {
      if (error !== BAD) {
        if (filteredOut(scan, asked, row, n, failed)) return 'dropped';
        throw settledError(error, scan);
      }
      failed.add(n);
      result = 'bad';
    }
  }
  return result;
}

// Whether the filters handed to the reader drop the record by its first n fields: each is looked at behind the last of its columns, if
// that one could be converted.
function filteredOut({ filters = [] }, asked, row, n, failed) {
  if (filters.length === 0) return false;
  const places = new Map(asked.map(({ name }, i) => [name, i]));
  const known = new Map(asked.slice(0, n).map(({ name, k }) => [name, row[k]]));
  return filters.some((f) => {
    const last = Math.max(...f.names.map((name) => places.get(name) ?? Infinity));
    return last < n && !failed.has(last) && f.test(known) !== true;
  });
}

// Where conditions stand above the scan that Spark may or may not hand to its reader, nobody can say whether it fails.
const settledError = (error, scan) => (scan.uncertain
  ? new Refusal('a query over a csv view with records that fail it in Spark, unless its optimizer drops them before they are read; cast in a view instead')
  : error);

function checkLengths(fields, max, file) {
  for (const f of fields) {
    if (typeof f === 'string' && f.length > max) {
      fail('_LEGACY_ERROR_TEMP_2064', `Encountered error while reading file file://${file.path}. Details: a field is longer than ${max} characters.`);
    }
  }
}

function malformed(row, scan) {
  if (scan.uncertain) throw settledError(null, scan);
  return fail('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', `Malformed records are detected in record parsing: [${row.map((v) => (v === null ? 'null' : String(v))).join(',')}]. `
    + "Parse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.");
}
