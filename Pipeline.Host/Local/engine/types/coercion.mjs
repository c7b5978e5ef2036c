// Common types: what Spark (ANSI off) makes of two types that meet in an operator, a CASE, an IN list or a UNION.

import {
  arrayOf, BINARY, BOOLEAN, DATE, DAY_SECOND, decimal, decimalForWhole, DOUBLE, INT, intervalType, isAtomic, isDatetime, isDecimal, isFractional,
  isInterval, isNumeric, isWhole, mapOf, sameType, STRING, structOf, TIMESTAMP, TIMESTAMP_NTZ, VOID, YEAR_MONTH,
} from './types.mjs';
import { wider } from './decimals.mjs';

const ORDER = ['byte', 'short', 'int', 'long', 'float', 'double'];

/** The type both become without loss, decimals left out; null if there is none. */
export function tightest(a, b) {
  if (sameType(a, b)) return mergeNullability(a, b);
  if (a.kind === 'void') return b;
  if (b.kind === 'void') return a;
  if (ORDER.includes(a.kind) && ORDER.includes(b.kind)) return ORDER.indexOf(a.kind) >= ORDER.indexOf(b.kind) ? a : b;
  if (isDatetime(a) && isDatetime(b)) return widerDatetime(a, b);
  if (a.kind === 'dayTime' && b.kind === 'dayTime') return spanning(a, b, ['day', 'hour', 'minute', 'second']);
  if (a.kind === 'yearMonth' && b.kind === 'yearMonth') return spanning(a, b, ['year', 'month']);
  return null;
}

function spanning(a, b, units) {
  const from = Math.min(units.indexOf(a.from), units.indexOf(b.from));
  const to = Math.max(units.indexOf(a.to), units.indexOf(b.to));
  return intervalType(units[from], units[to]);
}

function widerDatetime(a, b) {
  if (a.kind === 'timestamp' || b.kind === 'timestamp') return TIMESTAMP;
  return a.kind === 'timestamp_ntz' || b.kind === 'timestamp_ntz' ? TIMESTAMP_NTZ : DATE;
}

function mergeNullability(a, b) {
  if (a === b) return a;
  if (a.kind === 'array') return arrayOf(mergeNullability(a.element, b.element), a.containsNull || b.containsNull);
  if (a.kind === 'map') {
    return mapOf(mergeNullability(a.key, b.key), mergeNullability(a.value, b.value), a.valueContainsNull || b.valueContainsNull);
  }
  if (a.kind === 'struct') {
    return structOf(a.fields.map((f, i) => ({
      name: f.name, type: mergeNullability(f.type, b.fields[i].type), nullable: f.nullable || b.fields[i].nullable,
    })));
  }
  return a;
}

function withDecimals(a, b) {
  if (isDecimal(a) && isDecimal(b)) return wider(a, b);
  if (isDecimal(a) && isWhole(b)) return wider(a, decimalForWhole(b));
  if (isWhole(a) && isDecimal(b)) return wider(decimalForWhole(a), b);
  if ((isDecimal(a) && isFractional(b)) || (isFractional(a) && isDecimal(b))) return DOUBLE;
  return null;
}

function nested(a, b, common) {
  if (a.kind === 'array' && b.kind === 'array') {
    const element = common(a.element, b.element);
    return element && arrayOf(element, a.containsNull || b.containsNull || loses(a.element, element) || loses(b.element, element));
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = common(a.key, b.key);
    const value = common(a.value, b.value);
    if (!key || !value || loses(a.key, key) || loses(b.key, key)) return null;
    return mapOf(key, value, a.valueContainsNull || b.valueContainsNull || loses(a.value, value) || loses(b.value, value));
  }
  if (a.kind === 'struct' && b.kind === 'struct' && a.fields.length === b.fields.length) {
    const fields = a.fields.map((f, i) => {
      const type = f.name.toLowerCase() === b.fields[i].name.toLowerCase() ? common(f.type, b.fields[i].type) : null;
      return type && { name: f.name, type, nullable: f.nullable || b.fields[i].nullable || loses(f.type, type) || loses(b.fields[i].type, type) };
    });
    return fields.every(Boolean) ? structOf(fields) : null;
  }
  return null;
}

/** The common type of numbers, dates and the like, where text does not turn numbers into text: VALUES, greatest, least. */
export function widerWithoutText(a, b) {
  return tightest(a, b) ?? withDecimals(a, b) ?? nested(a, b, widerWithoutText);
}

const promotesToText = (t) => isAtomic(t) && t.kind !== 'binary' && t.kind !== 'boolean';

/** The common type of CASE, coalesce, arrays and set operations: text wins over numbers and dates. */
export function widerWithText(a, b) {
  const plain = tightest(a, b) ?? withDecimals(a, b);
  if (plain) return plain;
  if (a.kind === 'string' && promotesToText(b)) return STRING;
  if (b.kind === 'string' && promotesToText(a)) return STRING;
  return nested(a, b, widerWithText);
}

/** The common type of several, text counted first so that the order does not matter. */
export function commonType(types, common = widerWithText) {
  const texts = types.filter((t) => t.kind === 'string');
  return [...texts, ...types.filter((t) => t.kind !== 'string')].reduce((a, b) => (a === null ? null : a === undefined ? b : common(a, b)), undefined);
}

/** The type that two sides of a comparison become. */
export function comparisonType(a, b) {
  if (a.kind === 'string' || b.kind === 'string') {
    const other = a.kind === 'string' ? b : a;
    if (other.kind === 'string' || other.kind === 'void') return STRING;
    if (isDecimal(other)) return DOUBLE;
    return isAtomic(other) && !(isInterval(other)) ? other : null;
  }
  return tightest(a, b) ?? withDecimals(a, b) ?? nested(a, b, widerWithoutText);
}

/** Whether a cast between types that can be cast may turn a value into NULL. */
export function loses(from, to) {
  if (from.kind === 'void' || sameType(from, to)) return false;
  if (from.kind === 'string') return to.kind !== 'binary';
  if (to.kind === 'string') return false;
  if (from.kind === 'timestamp' && ['byte', 'short', 'int'].includes(to.kind)) return true;
  if (isFractional(from) && to.kind === 'timestamp') return true;
  if (from.kind === 'timestamp' && to.kind === 'date') return false;
  if (to.kind === 'date') return true;
  if (from.kind === 'date') return to.kind !== 'timestamp' && to.kind !== 'timestamp_ntz';
  if (to.kind === 'interval') return true;
  if (isDecimal(to)) return !holds(from, to);
  return (isFractional(from) || isDecimal(from)) && isWhole(to);
}

function holds(from, to) {
  if (from.kind === 'boolean') return to.precision - to.scale >= 1;
  if (isWhole(from)) return to.precision - to.scale >= from.precision;
  return isDecimal(from) && to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
}

// What an argument may be asked to be, besides a type: the name of a family.
const FAMILIES = {
  any: { accepts: () => true },
  numeric: { accepts: isNumeric, fallback: DOUBLE },
  whole: { accepts: isWhole, fallback: INT },
  fractional: { accepts: (t) => isFractional(t) || isDecimal(t) },
  decimal: { accepts: isDecimal, fallback: decimal(38, 18) },
  array: { accepts: (t) => t.kind === 'array', fallback: arrayOf(VOID) },
  map: { accepts: (t) => t.kind === 'map', fallback: mapOf(VOID, VOID) },
  struct: { accepts: (t) => t.kind === 'struct' },
  interval: { accepts: isInterval },
  dayTime: { accepts: (t) => t.kind === 'dayTime', fallback: DAY_SECOND },
  yearMonth: { accepts: (t) => t.kind === 'yearMonth', fallback: YEAR_MONTH },
  atomic: { accepts: isAtomic },
};

/** The type an argument is cast to so that a parameter takes it, or null; a parameter is a type, a family's name, or a list of these. */
export function implicitType(from, wanted) {
  if (Array.isArray(wanted)) {
    const exact = wanted.find((w) => accepts(w, from));
    if (exact !== undefined) return from;
    for (const w of wanted) {
      const type = implicitType(from, w);
      if (type) return type;
    }
    return null;
  }
  if (accepts(wanted, from)) return from;
  const family = typeof wanted === 'string' ? wanted : null;
  if (from.kind === 'void') return family === null ? wanted : defaultOf(family);
  if (family !== null) return intoFamily(from, family);
  return intoType(from, wanted);
}

function accepts(wanted, type) {
  return typeof wanted === 'string' ? FAMILIES[wanted].accepts(type) : sameType(wanted, type);
}

const defaultOf = (family) => FAMILIES[family].fallback ?? null;

function intoFamily(from, family) {
  if (family === 'numeric' && from.kind === 'string') return DOUBLE;
  if (family === 'decimal' && isWhole(from)) return decimalForWhole(from);
  if (family === 'decimal' && from.kind === 'float') return decimal(14, 7);
  if (family === 'decimal' && from.kind === 'double') return decimal(30, 15);
  if (family === 'decimal' && from.kind === 'string') return decimal(38, 18);
  return null;
}

function intoType(from, to) {
  if (isNumeric(from) && isNumeric(to)) return to;
  if (isDatetime(from) && isDatetime(to)) return to;
  if (from.kind === 'string' && (isNumeric(to) || isDatetime(to) || to === BINARY)) return to;
  if (from.kind === 'string' && to === BOOLEAN) return null;
  if (to === STRING && isAtomic(from)) return STRING;
  if (from.kind === 'array' && to.kind === 'array') {
    const element = implicitType(from.element, to.element);
    return element && (!from.containsNull || to.containsNull) && sameType(element, to.element) ? to : null;
  }
  return null;
}
