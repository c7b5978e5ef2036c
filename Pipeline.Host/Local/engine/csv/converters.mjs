// Fields of a csv file to values of the declared types. A converter throws BAD for a field that makes its record a bad one, or a
// SparkError that fails the query.

import { refuse } from '../errors.mjs';
import { parseByPattern, parseTimestamp } from '../datetime/parse.mjs';
import { fastFormatReads } from '../datetime/legacy.mjs';
import { upgradeError } from '../datetime/policy.mjs';
import { parseDecimal, toPrecision } from '../values/decimal.mjs';
import { plainDigits } from '../values/digits.mjs';
import { readDate, readTimestamp } from '../values/read-date.mjs';
import { readDouble, readFloat } from '../values/read-number.mjs';
import { EMPTY } from './tokenizer.mjs';

export const BAD = Symbol('a field that does not fit its type');
const bad = () => { throw BAD; };

/** The converter of a column: from a field to a value of the engine, or null. */
export function converterOf(type, options, policy) {
  const convert = ofType(type, options, policy);
  const { nullValue, emptyValue } = options;
  return (field) => {
    if (field === null || field === undefined) return null;
    const text = field === EMPTY ? emptyValue : field;
    return text === nullValue ? null : convert(text);
  };
}

function ofType(type, options, policy) {
  switch (type.kind) {
    case 'string': return (s) => s;
    case 'byte': case 'short': case 'int': case 'long': return whole(type);
    case 'double': return special(options, readDouble);
    case 'float': return special(options, readFloat);
    case 'boolean': return boolean;
    case 'decimal': return decimal(type);
    case 'date': return date(options, policy);
    case 'timestamp': return timestamp(options, policy);
    case 'binary': return (s) => new TextEncoder().encode(s);
    default: return refuse(`csv columns of the type ${type.ddl}`);
  }
}

const DIGITS = /^[+-]?\d+$/;

function whole(type) {
  const limit = 1n << BigInt(type.bits - 1);
  const small = { byte: 2, short: 4, int: 9, long: 0 }[type.kind];
  const asNumber = type.kind !== 'long';
  return (field) => {
    const s = plainDigits(field);
    if (!DIGITS.test(s)) bad();
    if (asNumber && s.length <= small) return Number(s);
    const value = BigInt(s[0] === '+' ? s.slice(1) : s);
    if (value < -limit || value >= limit) bad();
    return asNumber ? Number(value) : value;
  };
}

const special = ({ nanValue, negativeInf, positiveInf }, read) => (s) => {
  if (s === nanValue) return NaN;
  if (s === negativeInf) return -Infinity;
  if (s === positiveInf) return Infinity;
  const trimmed = s.trim();
  // Double.parseDouble knows these two spellings only.
  if (/inf|nan/i.test(trimmed) && !/^[+-]?(?:NaN|Infinity)$/.test(trimmed)) bad();
  return read(s) ?? bad();
};

const boolean = (s) => {
  const lower = s.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : bad();
};

const decimal = ({ precision, scale }) => (s) => {
  const value = parseDecimal(plainDigits(s.includes(',') ? s.replaceAll(',', '') : s));
  return (value && toPrecision(value, precision, scale)) ?? bad();
};

function date({ dateFormat }, policy) {
  const pattern = dateFormat ?? 'yyyy-MM-dd';
  if (dateFormat !== undefined && /[XxZ]/.test(dateFormat.replace(/'[^']*'/g, ''))) refuse('a dateFormat with an offset from UTC');
  const read = dateFormat === undefined ? readDate : (s) => parseByPattern(s, dateFormat, false)?.days ?? null;
  return (s) => read(s) ?? unread(s, pattern, policy);
}

// What the old parser would have read fails the query; what neither reads makes a bad record.
function unread(s, pattern, policy) {
  if (policy === 'CORRECTED') return bad();
  if (fastFormatReads(s, pattern)) throw upgradeError(s);
  return bad();
}

const DEFAULT_TIMESTAMP = 'yyyy-MM-dd HH:mm:ss';

function timestamp({ timestampFormat }, policy) {
  if (timestampFormat !== undefined) {
    return (s) => parseTimestamp(s, timestampFormat) ?? unread(s, timestampFormat, policy);
  }
  return (s) => readTimestamp(s) ?? readTimestamp(s.replaceAll('GMT', '')) ?? unread(s, DEFAULT_TIMESTAMP, policy);
}
