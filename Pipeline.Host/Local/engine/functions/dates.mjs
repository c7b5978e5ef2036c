// Dates: moved, compared, taken apart, made.

import { fail, refuse, SparkError } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { BYTE, DATE, decimal, DOUBLE, INT, INTERVAL, isDecimal, isWhole, LONG, SHORT, STRING, TIMESTAMP, DAY_SECOND, YEAR_MONTH, BOOLEAN } from '../types/types.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { coerce } from '../analyser/casting.mjs';
import { literal } from '../analyser/literals.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { derived, node } from '../analyser/node.mjs';
import { addMonths, civil, daysOf, isDate, microsOf, monthLength, splitMicros } from '../values/calendar.mjs';
import { readWholeStrictly } from '../values/read-number.mjs';
import { fixedOffset, offsetAt, zoneOffset } from '../values/zones.mjs';
import { extractNode } from './extract.mjs';
import { define, topic } from './registry.mjs';

topic('Dates and times');

const days = jsFunction('days_argument', [STRING], INT, (s) => {
  const n = readWholeStrictly(s, 32);
  if (n === null) throw new SparkError('SECOND_FUNCTION_ARGUMENT_NOT_INTEGER', 'The second argument of date_add function needs to be an integer.');
  return Number(n);
});

for (const [names, op] of [['date_add dateadd', '+'], ['date_sub', '-']]) {
  define(names, { params: [DATE, [INT, SHORT, BYTE]], result: DATE, build: (call) => moved(call, op) });
}

function moved(call, op) {
  if (call.args.length !== 2) wrongNumber(call.row, 2, 2, call.args.length, call.pos);
  const [base] = checkedArguments({ ...call, row: { ...call.row, params: [DATE, 'any'] } }, call.shown);
  const [, by] = call.args;
  const name = `date_${op === '+' ? 'add' : 'sub'}(${call.args.map((a) => a.shown).join(', ')})`;
  if (by.type === STRING && !by.foldable) return argumentWrong(name, 2, '("INT" or "SMALLINT" or "TINYINT")', by, call.pos);
  if (by.type === STRING) return derived({ type: DATE, name, args: [base, by], fails: true, emit: (d, n) => `(${d} ${op} ${days(n)})` });
  if (by.type.kind === 'void') return node({ type: DATE, nullable: true, name, args: [base, coerce(by, INT)], emit: (d, n) => `(${d} ${op} ${n})` });
  if (!isWhole(by.type) || by.type.bits === 64) return argumentWrong(name, 2, '("INT" or "SMALLINT" or "TINYINT")', by, call.pos);
  return derived({ type: DATE, name, args: [base, coerce(by, INT)], emit: (d, n) => `(${d} ${op} ${n})` });
}

define('datediff date_diff', { params: [DATE, DATE], result: INT, sql: (a, b) => `CAST(${a} - ${b} AS INTEGER)` });
define('add_months', { params: [DATE, INT], result: DATE, js: addMonths });

for (const [names, field] of [['year', 'year'], ['quarter', 'quarter'], ['month', 'month'], ['weekofyear', 'week'], ['day dayofmonth', 'day'], ['dayofyear', 'dayofyear']]) {
  define(names, { params: [DATE], result: INT, sql: (d) => `CAST(${field}(${d}) AS INTEGER)` });
}
define('dayofweek', { params: [DATE], result: INT, sql: (d) => `CAST(dayofweek(${d}) + 1 AS INTEGER)` });
define('weekday', { params: [DATE], result: INT, sql: (d) => `CAST(isodow(${d}) - 1 AS INTEGER)` });
for (const field of ['hour', 'minute', 'second']) define(field, { params: [TIMESTAMP], result: INT, sql: (t) => `CAST(${field}(${t}) AS INTEGER)` });

define('last_day', { params: [DATE], result: DATE, js: (d) => { const { year, month } = civil(d); return daysOf(year, month, monthLength(year, month)); } });

const DAY_NAMES = { SU: 6, SUN: 6, SUNDAY: 6, MO: 0, MON: 0, MONDAY: 0, TU: 1, TUE: 1, TUESDAY: 1, WE: 2, WED: 2, WEDNESDAY: 2, TH: 3, THU: 3, THURSDAY: 3, FR: 4, FRI: 4, FRIDAY: 4, SA: 5, SAT: 5, SATURDAY: 5 };
define('next_day', {
  params: [DATE, STRING], result: DATE, nullable: true,
  js: (d, name) => {
    const wanted = DAY_NAMES[name.toUpperCase()];
    if (wanted === undefined) return null;
    const today = (((d + 3) % 7) + 7) % 7;
    return d + ((wanted - today + 6) % 7) + 1;
  },
});

define('months_between', {
  params: [TIMESTAMP, TIMESTAMP, BOOLEAN], min: 2, result: DOUBLE,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    const name = `months_between(${[...call.args.map((a) => a.shown), ...(args.length < 3 ? ['true'] : [])].join(', ')})`;
    return derived({ type: DOUBLE, name, args, emit: (a, b, r = 'true') => between(a, b, r) });
  },
});

const between = jsFunction('months_between', [TIMESTAMP, TIMESTAMP, BOOLEAN], DOUBLE, (t1, t2, round) => {
  const [a, b] = [t1, t2].map((t) => { const s = splitMicros(t); return { ...civil(s.days), seconds: Math.floor(s.micros / 1000000) }; });
  const months = (a.year - b.year) * 12 + a.month - b.month;
  const end = ({ year, month, day }) => day === monthLength(year, month);
  if (a.day === b.day || (end(a) && end(b))) return months;
  // A month has 31 days here.
  const seconds = (a.day - b.day) * 86400 + a.seconds - b.seconds;
  const difference = months + seconds / (31 * 86400);
  return round ? Math.round(difference * 1e8) / 1e8 : difference;
});

define('make_date', { params: [INT, INT, INT], result: DATE, nullable: true, js: (y, m, d) => (isDate(y, m, d) ? daysOf(y, m, d) : null) });

const SECONDS = decimal(16, 6);
define('make_timestamp', {
  params: [INT, INT, INT, INT, INT, SECONDS], result: TIMESTAMP, nullable: true,
  build: (call) => {
    if (call.args.length === 7) refuse('make_timestamp with a time zone', call.pos);
    const args = checkedArguments(call, call.shown);
    return node({ type: TIMESTAMP, nullable: true, name: call.shown, args, emit: timestampOf });
  },
});
const timestampOf = jsFunction('make_timestamp', [INT, INT, INT, INT, INT, SECONDS], TIMESTAMP,
  (y, mo, d, h, mi, s) => {
    const micros = Number(s);
    if (!isDate(y, mo, d) || h < 0 || h > 23 || mi < 0 || mi > 59 || micros < 0 || micros > 60000000) return null;
    return microsOf(daysOf(y, mo, d), h, mi, 0, micros);
  });

define('date_from_unix_date', { params: [INT], result: DATE, sql: (n) => `(DATE '1970-01-01' + ${n})` });
define('unix_date', { params: [DATE], result: INT, sql: (d) => `CAST(${d} - DATE '1970-01-01' AS INTEGER)` });

const floorDiv = (x, y) => (x % y !== 0n && x < 0n ? x / y - 1n : x / y);
define('unix_seconds', { params: [TIMESTAMP], result: LONG, js: (t) => floorDiv(t, 1000000n) });
define('unix_millis', { params: [TIMESTAMP], result: LONG, js: (t) => floorDiv(t, 1000n) });
define('unix_micros', { params: [TIMESTAMP], result: LONG, sql: (t) => `epoch_us(${t})` });
define('timestamp_millis', { params: ['whole'], result: TIMESTAMP, build: (call) => fromWhole(call, 1000n) });
define('timestamp_micros', { params: ['whole'], result: TIMESTAMP, build: (call) => fromWhole(call, 1n) });
define('timestamp_seconds', { params: ['numeric'], result: TIMESTAMP, build: fromSeconds });

function fromSeconds(call) {
  const [x] = checkedArguments(call, call.shown);
  if (isWhole(x.type)) return fromWhole(call, 1000000n);
  if (!isDecimal(x.type)) return coerce(coerce(x, DOUBLE), TIMESTAMP).with({ name: call.shown, nullable: true });
  const { precision, scale } = x.type;
  const run = jsFunction(`timestamp_from_decimal_${precision}_${scale}`, [x.type], TIMESTAMP, (n) => {
    const [micros, size] = [n * 1000000n, 10n ** BigInt(scale)];
    if (micros % size !== 0n) throw new SparkError(null, 'Rounding necessary');
    if (BigInt.asIntN(64, micros / size) !== micros / size) throw new SparkError(null, 'Overflow');
    return micros / size;
  });
  return derived({ type: TIMESTAMP, name: call.shown, args: [x], fails: true, emit: run });
}

function fromWhole(call, factor) {
  const [x] = checkedArguments(call, call.shown);
  const run = jsFunction(`timestamp_from_${factor}`, [LONG], TIMESTAMP, (n) => {
    const micros = n * factor;
    if (BigInt.asIntN(64, micros) !== micros) throw new SparkError(null, 'long overflow');
    return micros;
  });
  return derived({ type: TIMESTAMP, name: call.shown, args: [coerce(x, LONG)], fails: true, emit: run });
}

define('current_date curdate', { params: [], result: DATE, nullable: false, build: (call) => noArguments(call) && literal(DATE, Math.floor(Date.now() / 86400000), 'current_date()').with({ literal: undefined }) });
define('current_timestamp now', { params: [], result: TIMESTAMP, nullable: false, build: (call) => noArguments(call) && literal(TIMESTAMP, BigInt(Date.now()) * 1000n, `${call.row.name}()`).with({ literal: undefined }) });

function noArguments(call) {
  if (call.args.length > 0) wrongNumber(call.row, 0, 0, call.args.length, call.pos);
  return true;
}

for (const names of ['date_part', 'datepart']) {
  define(names, {
    params: [STRING, 'any'],
    build: (call) => {
      if (call.args.length !== 2) wrongNumber(call.row, 2, 2, call.args.length, call.pos);
      const [field, source] = call.args;
      if (!field.foldable) fail('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', `Cannot resolve "${call.shown}" due to data type mismatch: the input field should be a foldable "STRING" expression.`, call.pos);
      if (!field.literal || field.value === null) refuse('date_part with a field that is no literal', call.pos);
      if (field.type !== STRING) argumentWrong(call.shown, 1, '"STRING"', field, call.pos);
      return extractNode(field.value, source, `${call.name}(${field.shown}${call.name === 'datepart' ? ' FROM ' : ', '}`, call.pos);
    },
  });
}

// make_interval(years, months, weeks, days, hours, minutes, seconds)
define('make_interval', {
  params: [INT, INT, INT, INT, INT, INT, decimal(18, 6)], min: 0, result: INTERVAL,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    if (args.some((a) => !a.literal || a.value === null)) refuse('make_interval of anything but literals', call.pos);
    const [y = 0n, mo = 0n, w = 0n, d = 0n, h = 0n, mi = 0n, s = 0n] = args.map((a) => a.value);
    if (h !== 0n || mi !== 0n || s !== 0n) refuse('make_interval with hours, minutes or seconds', call.pos);
    return node({ type: INTERVAL, nullable: false, name: withDefaults(call, ['0', '0', '0', '0', '0', '0', '0.000000']), args: [], emit: () => `(to_months((${y * 12n + mo})::INTEGER) + to_days((${w * 7n + d})::INTEGER))` });
  },
});

// Arguments left out show in the column's name with what they stand for.
const withDefaults = (call, defaults) => `${call.row.own}(${defaults.map((d, i) => call.args[i]?.shown ?? d).join(', ')})`;

function madeOf(type, params, defaults, compute) {
  return (call) => {
    const args = checkedArguments({ ...call, row: { ...call.row, params, min: 0 } }, call.shown);
    const run = jsFunction(`${call.row.own}_${args.length}`, params.slice(0, args.length), type, compute);
    return derived({ type, name: withDefaults(call, defaults), args, fails: true, emit: args.length > 0 ? run : () => `0::${type.duck}` });
  };
}

define('make_dt_interval', {
  params: [INT, INT, INT, decimal(18, 6)], min: 0,
  build: madeOf(DAY_SECOND, [INT, INT, INT, decimal(18, 6)], ['0', '0', '0', '0.000000'], (d = 0, h = 0, m = 0, s = 0n) => fitting(BigInt(d) * 86400000000n + BigInt(h) * 3600000000n + BigInt(m) * 60000000n + s, 64)),
});
define('make_ym_interval', { params: [INT, INT], min: 0, build: madeOf(YEAR_MONTH, [INT, INT], ['0', '0'], (y = 0, m = 0) => Number(fitting(BigInt(y) * 12n + BigInt(m), 32))) });

function fitting(n, bits) {
  if (BigInt.asIntN(bits, n) !== n) throw new SparkError('INTERVAL_ARITHMETIC_OVERFLOW', 'The interval is too large.');
  return n;
}

for (const [name, direction] of [['from_utc_timestamp', 1n], ['to_utc_timestamp', -1n]]) {
  define(name, { params: [TIMESTAMP, STRING], result: TIMESTAMP, nullable: true, fails: true, js: (t, zone) => shifted(t, zone, direction) });
}

function shifted(t, zone, direction) {
  const offset = direction > 0n ? offsetAt(zone, t) : zoneOffset(zone, t);
  if (offset === null) {
    if (fixedOffset(zone) === null) throw new SparkError(null, `Unknown time-zone ID: ${zone}`);
    throw new SparkError(null, `Invalid time-zone: ${zone}`);
  }
  return t + direction * offset;
}
