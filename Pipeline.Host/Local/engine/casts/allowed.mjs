// Which types can be cast into which (CAST with ANSI off), and which of these try_cast takes.

import { isDatetime, isDecimal, isNumeric, isWhole, sameType } from '../types/types.mjs';

export function canCast(from, to) {
  if (sameType(from, to) || from.kind === 'void' || to.kind === 'string') return true;
  if (from.kind === 'array') return to.kind === 'array' && canCast(from.element, to.element);
  if (from.kind === 'map') return to.kind === 'map' && canCast(from.key, to.key) && canCast(from.value, to.value);
  if (from.kind === 'struct') {
    return to.kind === 'struct' && from.fields.length === to.fields.length && from.fields.every((f, i) => canCast(f.type, to.fields[i].type));
  }
  return ATOMIC[to.kind]?.(from) ?? false;
}

const instant = (t) => t.kind === 'timestamp' || t.kind === 'timestamp_ntz';
const numeric = (from) => from.kind === 'string' || from.kind === 'boolean' || from.kind === 'date' || from.kind === 'timestamp' || isNumeric(from)
  || from.kind === 'dayTime' || from.kind === 'yearMonth';
const fractional = (from) => numeric(from) && from.kind !== 'dayTime' && from.kind !== 'yearMonth';

const ATOMIC = {
  boolean: (from) => from.kind === 'string' || from.kind === 'date' || from.kind === 'timestamp' || isNumeric(from),
  byte: numeric, short: numeric, int: numeric, long: numeric, decimal: numeric, float: fractional, double: fractional,
  binary: (from) => from.kind === 'string' || isWhole(from),
  date: (from) => from.kind === 'string' || instant(from),
  timestamp: (from) => from.kind === 'string' || from.kind === 'boolean' || isNumeric(from) || isDatetime(from),
  timestamp_ntz: (from) => from.kind === 'string' || isDatetime(from),
  interval: (from) => from.kind === 'string',
  dayTime: (from) => from.kind === 'string' || from.kind === 'dayTime' || isWhole(from) || isDecimal(from),
  yearMonth: (from) => from.kind === 'string' || from.kind === 'yearMonth' || isWhole(from) || isDecimal(from),
};

/** try_cast follows the ANSI rules, which are narrower. */
export function canTryCast(from, to) {
  if (!canCast(from, to)) return false;
  if (from.kind === 'date' && (isNumeric(to) || to.kind === 'boolean')) return false;
  if (from.kind === 'timestamp' && to.kind === 'boolean') return false;
  if (from.kind === 'boolean' && to.kind === 'timestamp') return false;
  return !(isWhole(from) && to.kind === 'binary');
}
