// Casts between numbers: whole numbers wrap, fractions are cut, decimals that do not fit are NULL.

import { jsFunction } from '../duck/functions.mjs';
import { decimal, DOUBLE, FLOAT, INT, isWhole, LONG, TIMESTAMP } from '../types/types.mjs';
import { parseDecimal, toDouble, toPrecision } from '../values/decimal.mjs';
import { doubleText, floatText } from '../values/java-double.mjs';
import { readFloat } from '../values/read-number.mjs';

/** Wraps a whole number of any width into the bits of a type: the bits are cut out, then the sign is put where it belongs. */
export function wrap(sql, type) {
  const half = 2n ** BigInt(type.bits - 1);
  const mask = half * 2n - 1n;
  if (type.bits === 64) return `CAST(xor(CAST(${sql} AS HUGEINT) & ${mask}::HUGEINT, ${half}::HUGEINT) - ${half}::HUGEINT AS BIGINT)`;
  return `CAST(xor(${sql} & ${mask}, ${half}) - ${half} AS ${type.duck})`;
}

const secondsToMicros = jsFunction('seconds_to_micros', [LONG], TIMESTAMP, (s) => {
  const limit = (1n << 63n) - 1n;
  const micros = s * 1000000n;
  return micros > limit ? limit : micros < -limit - 1n ? -limit - 1n : micros;
});

export function fromWhole(to) {
  if (isWhole(to)) {
    return (sql, from) => (to.bits >= from.bits ? `CAST(${sql} AS ${to.duck})` : wrap(`CAST(${sql} AS BIGINT)`, to));
  }
  switch (to.kind) {
    case 'float': case 'double': return (sql) => `CAST(${sql} AS ${to.duck})`;
    case 'decimal': return (sql) => `TRY_CAST(${sql} AS ${to.duck})`;
    case 'boolean': return (sql) => `(${sql} <> 0)`;
    case 'timestamp': return (sql) => secondsToMicros(`CAST(${sql} AS BIGINT)`);
    default: return null;
  }
}

const clamp = (low, high) => (x) => (Number.isNaN(x) ? 0 : x >= high ? high : x <= low ? low : Math.trunc(x));
const clampInt = clamp(-2147483648, 2147483647);
const doubleToInt = jsFunction('double_to_int', [DOUBLE], INT, (x) => clampInt(x) + 0);
const doubleToLong = jsFunction('double_to_long', [DOUBLE], LONG, (x) => {
  if (Number.isNaN(x)) return 0n;
  if (x >= 9223372036854775807) return 9223372036854775807n;
  return x <= -9223372036854775808 ? -9223372036854775808n : BigInt(Math.trunc(x));
});
// What is too large for a FLOAT is infinite.
const doubleToFloat = jsFunction('double_to_float', [DOUBLE], FLOAT, Math.fround);
const doubleToTimestamp = jsFunction('double_to_timestamp', [DOUBLE], TIMESTAMP, (x) => {
  if (!Number.isFinite(x)) return null;
  const micros = x * 1000000;
  if (micros >= 9223372036854775807) return 9223372036854775807n;
  return micros <= -9223372036854775808 ? -9223372036854775808n : BigInt(Math.trunc(micros));
});

function toDecimal(to, from) {
  const text = from.kind === 'float' ? floatText : doubleText;
  return jsFunction(`${from.kind}_to_${to.precision}_${to.scale}`, [from.kind === 'float' ? FLOAT : DOUBLE], to, (x) =>
    (Number.isFinite(x) ? toPrecision(parseDecimal(text(x)), to.precision, to.scale) : null));
}

export function fromFraction(to) {
  switch (to.kind) {
    case 'long': return (sql) => cut(sql, to, doubleToLong);
    case 'int': return (sql) => cut(sql, to, doubleToInt);
    // The narrow types are reached by way of INT, which clamps before it wraps.
    case 'byte': case 'short': return (sql) => wrap(`CAST(${cut(sql, INT, doubleToInt)} AS BIGINT)`, to);
    case 'float': return (sql, from) => (from.kind === 'double' ? doubleToFloat(sql) : sql);
    case 'double': return (sql) => `CAST(${sql} AS DOUBLE)`;
    case 'boolean': return (sql) => `(${sql} <> 0)`;
    case 'decimal': return (sql, from) => toDecimal(to, from)(sql);
    case 'timestamp': return (sql) => doubleToTimestamp(`CAST(${sql} AS DOUBLE)`);
    default: return null;
  }
}

// In range DuckDB does it; NaN and what is too large go the long way.
function cut(sql, to, rest) {
  const slow = rest(`CAST(${sql} AS DOUBLE)`);
  return sql.length > 200 ? slow : `coalesce(TRY_CAST(trunc(${sql}) AS ${to.duck}), ${slow})`;
}

export function decimalToWhole(sql, from, to) {
  const digits = from.precision - from.scale;
  if (digits <= { byte: 2, short: 4, int: 9, long: 18 }[to.kind]) return `CAST(trunc(${sql}) AS ${to.duck})`;
  return to.kind === 'long' ? wrap(`CAST(trunc(${sql}) AS HUGEINT)`, to) : wrap(`CAST(${wrap(`CAST(trunc(${sql}) AS HUGEINT)`, LONG)} AS BIGINT)`, to);
}

export function decimalToFraction(sql, from, to) {
  if (to.kind === 'double' && from.precision <= 15) return `CAST(${sql} AS DOUBLE)`;
  const { precision, scale } = from;
  const exact = to.kind === 'double' ? (v) => toDouble(v, scale) : (v) => readFloat(`${v}e${-scale}`);
  return jsFunction(`decimal_${precision}_${scale}_to_${to.kind}`, [decimal(precision, scale)], to, exact)(sql);
}

/** Seconds; what is finer than a microsecond is cut off. */
export const decimalToTimestamp = ({ precision, scale }) =>
  jsFunction(`decimal_${precision}_${scale}_to_timestamp`, [decimal(precision, scale)], TIMESTAMP, (v) => BigInt.asIntN(64, v * 1000000n / 10n ** BigInt(scale)));
