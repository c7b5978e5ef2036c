// Operators between values: arithmetic, comparison, bits and text, with Spark's result types.

import { refuse } from '../errors.mjs';
import { comparisonType, tightest } from '../types/coercion.mjs';
import { contains, isDatetime, isDecimal, isFractional, isInterval, isNested, isNumeric, isWhole, sameType, BOOLEAN, DOUBLE, LONG } from '../types/types.mjs';
import { wrap } from '../casts/numbers.mjs';
import { arithmetic } from './arithmetic.mjs';
import { coerce } from './casting.mjs';
import { concat } from './concat.mjs';
import { dateArithmetic } from './date-arithmetic.mjs';
import { literal } from './literals.mjs';
import { operandsDiffer, operandWrong } from './mismatch.mjs';
import { derived, node } from './node.mjs';
import { not } from './predicates.mjs';

const COMPARISONS = { '=': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '<=>': 'IS NOT DISTINCT FROM' };
const BITS = new Set(['&', '|', '^']);

export function binary(op, l, r, pos, ctx) {
  if (op === '!=') return not(compare('=', l, r, pos), pos);
  if (COMPARISONS[op]) return compare(op, l, r, pos);
  if (op === '||') return concat([l, r], pos);
  if (BITS.has(op)) return bits(op, l, r, pos);
  const moment = (t) => isDatetime(t) || isInterval(t);
  if ((op === '+' || op === '-' || op === '*' || op === '/') && (moment(l.type) || moment(r.type))) return dateArithmetic(op, l, r, pos, ctx);
  return arithmetic(op, l, r, pos);
}

const ROUNDED = { '>': ['down', 'up'], '<=': ['down', 'up'], '>=': ['up', 'down'], '<': ['up', 'down'] };
const [SMALLEST, LARGEST] = [-(1n << 63n), (1n << 63n) - 1n];

// Spark compares a whole number with a decimal literal as with the next whole number, and shows that one in the column's name.
function againstWhole(op, l, r, pos) {
  const isPoint = (e) => e.literal === true && e.value !== null && isDecimal(e.type);
  const side = ROUNDED[op] && isWhole(l.type) && isPoint(r) ? 0 : ROUNDED[op] && isPoint(l) && isWhole(r.type) ? 1 : null;
  if (side === null) return null;
  const point = side === 0 ? r : l;
  const unit = 10n ** BigInt(point.type.scale);
  const cut = point.value / unit;
  const rest = point.value % unit;
  if (point.value < SMALLEST * unit) return literal(BOOLEAN, (side === 0) === op.startsWith('>'));
  if (point.value > LARGEST * unit) return literal(BOOLEAN, (side === 0) === op.startsWith('<'));
  const whole = ROUNDED[op][side] === 'down' ? cut - (rest < 0n ? 1n : 0n) : cut + (rest > 0n ? 1n : 0n);
  const bound = literal(LONG, BigInt.asIntN(64, whole));
  return side === 0 ? compare(op, l, bound, pos) : compare(op, bound, r, pos);
}

/** Whether all parts of a type have a type of their own and can be compared. */
export const isKnown = (type) => !contains(type, (t) => t.kind === 'void' || t.kind === 'map' || isInterval(t));

export function compare(op, l, r, pos) {
  const whole = againstWhole(op, l, r, pos);
  if (whole) return whole;
  const name = `(${l.shown} ${op} ${r.shown})`;
  const truth = op === '=' || op === '<=>' ? booleanAgainstNumber(op, l, r, name) : null;
  if (truth) return truth;
  const type = comparisonType(l.type, r.type);
  if (!type) return operandsDiffer(name, l, r, pos);
  const commutative = op === '=' || op === '<=>';
  if (type.kind === 'map' || type.kind === 'interval') return operandWrong(name, 'that can be ordered', type, pos);
  // Arrays and structs are equal in DuckDB where they are in Spark, NULLs in them too; its order puts these NULLs elsewhere.
  const alike = sameType(l.type, r.type) || !contains(type, isDecimal);
  if (isNested(type) && !(commutative && alike && isKnown(type))) return refuse(`comparing values of the type ${type.ddl}`, pos);
  const fields = { type: BOOLEAN, name, operation: op, commutes: commutative ? op : undefined, args: [coerce(l, type), coerce(r, type)], emit: (a, b) => `(${a} ${COMPARISONS[op]} ${b})` };
  return op === '<=>' ? node({ ...fields, nullable: false }) : derived(fields);
}

// true = 1 and true = 0 are the only numbers that say anything about a truth value.
function booleanAgainstNumber(op, l, r, name) {
  const [truth, number] = l.type === BOOLEAN && isNumeric(r.type) ? [l, r] : r.type === BOOLEAN && isNumeric(l.type) ? [r, l] : [];
  if (!truth) return null;
  const emit = (b, n) => (op === '=' ? `CASE WHEN ${b} IS NULL OR ${n} IS NULL THEN NULL WHEN ${n} = 1 THEN ${b} WHEN ${n} = 0 THEN NOT ${b} ELSE FALSE END`
    : `CASE WHEN ${b} IS NULL AND ${n} IS NULL THEN TRUE WHEN ${b} IS NULL OR ${n} IS NULL THEN FALSE WHEN ${n} = 1 THEN ${b} WHEN ${n} = 0 THEN NOT ${b} ELSE FALSE END`);
  return node({ type: BOOLEAN, nullable: op === '=' && (truth.nullable || number.nullable), name, args: [truth, number], emit });
}

function bits(op, l, r, pos) {
  const name = `(${l.shown} ${op} ${r.shown})`;
  const type = tightest(l.type, r.type);
  if (!type || !(isWhole(type))) {
    const wrong = isWhole(l.type) ? r : l;
    if (wrong.type.kind === 'string' || isFractional(wrong.type)) return operandWrong(name, '"INTEGRAL"', wrong.type, pos);
    return operandsDiffer(name, l, r, pos);
  }
  return derived({
    type, name, commutes: op, args: [coerce(l, type), coerce(r, type)],
    emit: (a, b) => (op === '^' ? `xor(${a}, ${b})` : `(${a} ${op} ${b})`),
  });
}

export function unary(op, e, pos) {
  if (op === '~') {
    if (!isWhole(e.type)) return operandWrong(`~${e.shown}`, '"INTEGRAL"', e.type, pos);
    return derived({ type: e.type, name: `~${e.shown}`, args: [e], emit: (x) => `(~${x})` });
  }
  const name = `(${op} ${e.shown})`;
  const x = e.type.kind === 'string' ? coerce(e, DOUBLE) : e.type.kind === 'void' ? coerce(e, DOUBLE) : e;
  if (!isNumeric(x.type) && !isInterval(x.type)) return operandWrong(name, '"NUMERIC" or "INTERVAL"', e.type, pos);
  if (op === '+') return x.with({ name, nestedName: undefined });
  return negated(x, name);
}

/** -x: whole numbers wrap at their smallest value. */
export function negated(x, name) {
  if (isWhole(x.type)) {
    return derived({ type: x.type, name, args: [x], emit: (s) => wrap(`-CAST(${s} AS ${x.type.bits === 64 ? 'HUGEINT' : 'BIGINT'})`, x.type) });
  }
  if (x.type.kind === 'dayTime' || x.type.kind === 'yearMonth' || x.type.kind === 'interval') return derived({ type: x.type, name, args: [x], emit: (s) => `(-${s})` });
  if (isFractional(x.type)) return derived({ type: x.type, name, args: [x], emit: (s) => `(-${s})` });
  return derived({ type: x.type, name, args: [x], emit: (s) => `CAST(-${s} AS ${x.type.duck})` });
}
