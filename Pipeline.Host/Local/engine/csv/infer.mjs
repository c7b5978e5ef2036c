// Columns of a csv view without a list: names from the header, types STRING or guessed from the values.

import { fail, refuse } from '../errors.mjs';
import { BOOLEAN, DATE, decimal, DOUBLE, INT, isDecimal, LONG, STRING, TIMESTAMP, VOID } from '../types/types.mjs';
import { parseByPattern, parseTimestamp } from '../datetime/parse.mjs';
import { parseDecimal } from '../values/decimal.mjs';
import { plainDigits } from '../values/digits.mjs';
import { readTimestamp } from '../values/read-date.mjs';
import { readDouble } from '../values/read-number.mjs';
import { wider } from '../types/decimals.mjs';
import { decoderOf } from './charsets.mjs';
import { checkListed } from './files.mjs';
import { namesOf } from './header.mjs';
import { dataLines, linesOf, multiLineRecords } from './lines.mjs';
import { settled } from './settled.mjs';
import { EMPTY, Tokenizer } from './tokenizer.mjs';

export function inferColumns(files, options, settings) {
  const set = settled({ options });
  const charset = decoderOf(options.charset);
  const first = firstRecord(files, charset, set);
  if (first === undefined) return [];
  const names = namesOf(first, { header: set.header, nullValue: options.nullValue });
  const seen = new Set();
  for (const n of names) {
    if (seen.has(n.toLowerCase())) fail('COLUMN_ALREADY_EXISTS', `The column \`${n.toLowerCase()}\` already exists. Consider to choose another name or rename the existing column.`);
    seen.add(n.toLowerCase());
  }
  if (!options.inferSchema) return names.map((name) => ({ name, type: STRING }));
  if (!(options.samplingRatio > 0)) fail(null, `requirement failed: samplingRatio (${options.samplingRatio}) should be greater than 0`);
  if (options.samplingRatio <= 0.99) refuse('the csv option samplingRatio below 1 where types are guessed');
  const types = names.map(() => VOID);
  for (const fields of records(files, charset, set)) {
    fields.forEach((f, i) => { if (i < types.length) types[i] = widen(types[i], f, options, settings); });
  }
  return names.map((name, i) => ({ name, type: types[i] === VOID ? STRING : types[i] }));
}

function firstRecord(files, charset, set) {
  for (const fields of records(files, charset, { ...set, header: false })) return fields;
  return undefined;
}

function* records(files, charset, set) {
  const tokenizer = new Tokenizer(set);
  for (const file of files) {
    checkListed(file);
    if (set.multiLine) for (const r of multiLineRecords(file.path, charset, set)) yield r.fields;
    else for (const line of dataLines(linesOf(file.path, charset), set)) yield tokenizer.record(line);
  }
}

// The first type in this order, from the one found so far on, that takes the value.
function widen(type, field, options, settings) {
  const text = field === EMPTY ? options.emptyValue : field;
  if (text === null || text === undefined || text === '' || text === options.nullValue || type === STRING) return type;
  const guess = guessFrom(type, text, options, settings);
  return common(type, guess, options);
}

const CHAIN = ['void', 'int', 'long', 'decimal', 'double', 'date', 'timestamp', 'boolean'];

function guessFrom(type, text, options, settings) {
  const from = CHAIN.indexOf(type.kind);
  const tests = [
    ['int', () => fits(text, 32) && INT], ['long', () => fits(text, 64) && LONG], ['decimal', () => wholeDecimal(text)],
    ['double', () => isDouble(text, options) && DOUBLE], ['date', () => isDate(text, options) && DATE],
    ['timestamp', () => isTimestamp(text, options, settings) && TIMESTAMP], ['boolean', () => /^(?:true|false)$/i.test(text) && BOOLEAN],
  ];
  for (const [kind, test] of tests) {
    if (CHAIN.indexOf(kind) < from) continue;
    const found = test();
    if (found) return found;
  }
  return STRING;
}

function fits(field, bits) {
  const text = plainDigits(field);
  if (!/^[+-]?\d+$/.test(text)) return false;
  const value = BigInt(text.replace('+', ''));
  const limit = 1n << BigInt(bits - 1);
  return value >= -limit && value < limit;
}

// Whole numbers beyond BIGINT; one with an exponent is none.
function wholeDecimal(text) {
  const value = parseDecimal(plainDigits(text.replaceAll(',', '')));
  if (!value || value.scale !== 0) return null;
  const digits = value.unscaled.toString().replace('-', '').length;
  return digits <= 38 ? decimal(digits, 0) : null;
}

function isDouble(text, { nanValue, negativeInf, positiveInf }) {
  if (text === nanValue || text === negativeInf || text === positiveInf) return true;
  return /^[+-]?(?:NaN|Infinity)$/.test(text.trim()) || (!/inf|nan/i.test(text) && readDouble(text) !== null);
}

function isDate(text, { preferDate, dateFormat }) {
  if (!preferDate) return false;
  return parseByPattern(text, dateFormat ?? 'yyyy-MM-dd', false) !== null;
}

function isTimestamp(text, { timestampFormat }) {
  return (timestampFormat === undefined ? readTimestamp(text) : parseTimestamp(text, timestampFormat)) !== null;
}

// The formats of dates that a timestamp is read from as well where no other format is asked for.
const LENIENT = new Set(['yyyy-MM-dd', 'yyyy-M-d', 'yyyy-M-dd', 'yyyy-MM-d', 'yyyy-MM', 'yyyy-M', 'yyyy']);

function common(a, b, { dateFormat = 'yyyy-MM-dd', timestampFormat }) {
  if (a === VOID || a === b) return b;
  if (b === VOID) return a;
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has('date') && kinds.has('timestamp')) return timestampFormat === undefined && LENIENT.has(dateFormat) ? TIMESTAMP : STRING;
  if (isDecimal(a) && isDecimal(b)) return wider(a, b);
  if (kinds.has('double') && [...kinds].every((k) => ['int', 'long', 'decimal', 'double'].includes(k))) return DOUBLE;
  if (isDecimal(a) || isDecimal(b)) {
    const [d, other] = isDecimal(a) ? [a, b] : [b, a];
    return other.kind === 'int' || other.kind === 'long' ? wider(d, decimal(other.precision, 0)) : STRING;
  }
  if ([...kinds].every((k) => k === 'int' || k === 'long')) return LONG;
  return STRING;
}
