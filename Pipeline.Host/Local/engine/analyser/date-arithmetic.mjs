// + - * / with dates, timestamps and intervals.

import { refuse } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { DATE, DAY_SECOND, INT, intervalType, isInterval, isNumeric, isWhole, LONG, TIMESTAMP, YEAR_MONTH } from '../types/types.mjs';
import { tightest } from '../types/coercion.mjs';
import { addMonths, microsOf, splitMicros } from '../values/calendar.mjs';
import { coerce } from './casting.mjs';
import { argumentWrong, operandsDiffer } from './mismatch.mjs';
import { derived } from './node.mjs';

const addMonthsToDate = jsFunction('add_months', [DATE, INT], DATE, addMonths);
const addMonthsToTimestamp = jsFunction('timestamp_add_months', [TIMESTAMP, INT], TIMESTAMP, (t, months) => {
  const { days, micros } = splitMicros(t);
  return microsOf(addMonths(days, months), 0, 0, 0, micros);
});

const isDay = (t) => t.kind === 'date';
const isInstant = (t) => t.kind === 'timestamp' || t.kind === 'timestamp_ntz';

export function dateArithmetic(op, l, r, pos) {
  const name = `(${l.shown} ${op} ${r.shown})`;
  if (op === '+') return add(l, r, name, pos);
  if (op === '-') return subtract(l, r, name, pos);
  return scaled(op, l, r, name, pos);
}

function add(l, r, name, pos) {
  if ((isInterval(l.type) || isNumericLike(l)) && (isDay(r.type) || isInstant(r.type))) return moved(r, l, '+', isInterval(l.type) ? `${r.shown} + ${l.shown}` : null, pos);
  if (isDay(l.type) || isInstant(l.type)) return moved(l, r, '+', isInterval(r.type) ? `${l.shown} + ${r.shown}` : null, pos);
  if (r.type.kind === 'string' || l.type.kind === 'string') return refuse('adding intervals to text', pos);
  return sum('+', l, r, name, pos);
}

function subtract(l, r, name, pos) {
  if (isDay(l.type) && isDay(r.type)) {
    return derived({ type: intervalType('day'), name, args: [l, r], emit: (a, b) => `((${a} - ${b}) * 86400000000)` });
  }
  if ((isDay(l.type) || isInstant(l.type)) && (isDay(r.type) || isInstant(r.type))) {
    return derived({
      type: DAY_SECOND, name, args: [coerce(l, TIMESTAMP), coerce(r, TIMESTAMP)], emit: (a, b) => `(epoch_us(${a}) - epoch_us(${b}))`,
    });
  }
  if (l.type.kind === 'void' && isDay(r.type)) return refuse('a date subtracted from NULL', pos);
  if (isDay(l.type) && r.type.kind === 'string') return refuse('subtracting text from a date', pos);
  if (isDay(l.type) || isInstant(l.type)) return moved(l, r, '-', isInterval(r.type) ? `${l.shown} - ${r.shown}` : null, pos);
  if (r.type.kind === 'string' || l.type.kind === 'string') return refuse('subtracting dates or intervals and text', pos);
  return sum('-', l, r, name, pos);
}

const isNumericLike = (e) => isNumeric(e.type) || e.type.kind === 'string' || e.type.kind === 'void';

// A date or timestamp moved by an interval or a number of days.
function moved(base, by, op, shown, pos) {
  const sign = op === '-' ? '-' : '';
  if (shown !== null) return movedByInterval(base, by, sign, shown, pos);
  return movedByDays(base, by, op, pos);
}

function movedByDays(base, by, op, pos) {
  const name = `date_${op === '+' ? 'add' : 'sub'}(${base.shown}, ${by.shown})`;
  if (by.type.kind === 'void') return refuse('a date and NULL added', pos);
  if (isInstant(base.type)) return operandsDiffer(`(${base.shown} ${op} ${by.shown})`, base, by, pos);
  if (!isWhole(by.type) || by.type.bits === 64) return argumentWrong(name, 2, '("INT" or "SMALLINT" or "TINYINT")', by, pos);
  return derived({ type: DATE, name, args: [base, coerce(by, INT)], emit: (d, n) => `(${d} ${op} ${n})` });
}

function movedByInterval(base, by, sign, shown, pos) {
  if (by.type.kind === 'yearMonth') {
    const call = isDay(base.type) ? addMonthsToDate : addMonthsToTimestamp;
    return derived({ type: base.type, name: shown, args: [base, by], emit: (d, m) => call(d, sign ? `(-${m})` : m) });
  }
  if (by.type.kind === 'interval') return movedByMixed(base, by, sign, shown, pos);
  if (isDay(base.type) && by.type.to === 'day') {
    return derived({ type: DATE, name: shown, args: [base, by], emit: (d, us) => `(${d} ${sign || '+'} CAST(${us} // 86400000000 AS INTEGER))` });
  }
  const instant = isDay(base.type) ? coerce(base, TIMESTAMP) : base;
  return derived({ type: instant.type, name: shown, args: [instant, by], emit: (t, us) => `(${t} ${sign || '+'} to_microseconds(${us}))` });
}

// make_interval gives months, days and microseconds: a date takes the first two only, and what is left must be nothing.
function movedByMixed(base, by, sign, shown, pos) {
  if (!isDay(base.type)) return refuse('a timestamp and an interval of make_interval', pos);
  return derived({
    type: DATE, name: shown, args: [base, by], fails: true,
    emit: (d, i) => `(${addMonthsToDate(d, `CAST(${sign}(datepart('year', ${i}) * 12 + datepart('month', ${i})) AS INTEGER)`)} ${sign || '+'} CAST(datepart('day', ${i}) AS INTEGER))`,
  });
}

function sum(op, l, r, name, pos) {
  const type = isInterval(l.type) && isInterval(r.type) ? tightest(l.type, r.type) : null;
  if (!type || type.kind === 'interval') return operandsDiffer(name, l, r, pos);
  return derived({ type, name, args: [l, r], fails: true, emit: (a, b) => `(${a} ${op} ${b})` });
}

function scaled(op, l, r, name, pos) {
  const [interval, number] = isInterval(l.type) ? [l, r] : [r, l];
  if (!isInterval(interval.type) || !isNumeric(number.type) || (op === '/' && interval === r)) return operandsDiffer(name, l, r, pos);
  if (op !== '*' || !isWhole(number.type)) return refuse('intervals divided, or multiplied by fractions', pos);
  const type = interval.type.kind === 'dayTime' ? DAY_SECOND : YEAR_MONTH;
  if (interval.type.kind === 'interval') return refuse('an interval of make_interval multiplied', pos);
  // Spark writes the interval first.
  return derived({ type, name: `(${interval.shown} * ${number.shown})`, args: [interval, coerce(number, type.kind === 'dayTime' ? LONG : INT)], fails: true, emit: (i, n) => `CAST(${i} * ${n} AS ${type.duck})` });
}
