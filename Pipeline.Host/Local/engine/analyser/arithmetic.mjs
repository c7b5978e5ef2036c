// + - * / DIV %: whole numbers wrap, decimals follow the precision rules, dividing by zero gives NULL.

import { refuse } from '../errors.mjs';
import { wrap } from '../casts/numbers.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { arithmeticType, literalType } from '../types/decimals.mjs';
import { tightest } from '../types/coercion.mjs';
import { decimalForWhole, DOUBLE, isDecimal, isFractional, isNumeric, isWhole, LONG } from '../types/types.mjs';
import { divideHalfUp, pow10, toPrecision } from '../values/decimal.mjs';
import { coerce } from './casting.mjs';
import { operandsDiffer, operandWrong } from './mismatch.mjs';
import { node } from './node.mjs';

export function arithmetic(op, l, r, pos) {
  const name = `(${l.shown} ${op === 'DIV' ? 'div' : op} ${r.shown})`;
  const [a, b] = [number(l, r), number(r, l)];
  for (const e of [a, b]) if (!isNumeric(e.type)) return wrongOperand(name, l, r, e, pos);
  if (isDecimal(a.type) || isDecimal(b.type)) return withDecimals(op, a, b, name, pos);
  if (op === '/') return divide(coerce(a, DOUBLE), coerce(b, DOUBLE), name);
  const type = tightest(a.type, b.type);
  if (op === 'DIV') return isWhole(type) ? wholeDivide(coerce(a, LONG), coerce(b, LONG), name) : operandWrong(name, '"INTEGRAL" or "DECIMAL"', type, pos);
  return plain(op, coerce(a, type), coerce(b, type), type, name);
}

// Text becomes a DOUBLE, NULL takes the type of the other side.
function number(e, other) {
  if (e.type.kind === 'string') return coerce(e, DOUBLE);
  if (e.type.kind !== 'void') return e;
  if (other.type.kind === 'void') return refuse('arithmetic of two NULLs without a type');
  return coerce(e, other.type.kind === 'string' ? DOUBLE : other.type);
}

function wrongOperand(name, l, r, e, pos) {
  const same = l.type.kind === r.type.kind;
  return same || e.type.kind === 'boolean' && !isNumeric(l.type) && !isNumeric(r.type)
    ? operandWrong(name, '"NUMERIC" or "INTERVAL"', e.type, pos) : operandsDiffer(name, l, r, pos);
}

const wide = (sql, type) => `CAST(${sql} AS ${type.bits === 64 ? 'HUGEINT' : 'BIGINT'})`;

function plain(op, a, b, type, name) {
  const nullable = op === '%' || a.nullable || b.nullable;
  const args = [a, b];
  const commutes = op === '+' || op === '*' ? op : undefined;
  if (isFractional(type)) {
    return node({ type, name, args, nullable, commutes, emit: (x, y) => (op === '%' ? `(${x} % nullif(${y}, 0))` : `(${x} ${op} ${y})`) });
  }
  if (op === '%') return node({ type, name, args, nullable, emit: (x, y) => `CAST((${wide(x, type)} % nullif(${wide(y, type)}, 0)) AS ${type.duck})` });
  return node({ type, name, args, nullable, commutes, operation: op, emit: (x, y) => wrap(`(${wide(x, type)} ${op} ${wide(y, type)})`, type) });
}

const divide = (a, b, name) => node({ type: DOUBLE, nullable: true, name, args: [a, b], emit: (x, y) => `(${x} / nullif(${y}, 0))` });

function wholeDivide(a, b, name) {
  return node({
    type: LONG, nullable: true, name, args: [a, b],
    emit: (x, y) => wrap(`(CAST(${x} AS HUGEINT) // nullif(CAST(${y} AS HUGEINT), 0))`, LONG),
  });
}

function withDecimals(op, a, b, name, pos) {
  if (isFractional(a.type) || isFractional(b.type)) {
    const [x, y] = [coerce(a, DOUBLE), coerce(b, DOUBLE)];
    if (op === 'DIV') return operandWrong(name, '"INTEGRAL" or "DECIMAL"', DOUBLE, pos);
    return op === '/' ? divide(x, y, name) : plain(op, x, y, DOUBLE, name);
  }
  return decimalNode(op, asDecimal(a, b), asDecimal(b, a), name);
}

// A whole-number literal counts with its own digits, a column with those of its type.
function asDecimal(e, other) {
  if (isDecimal(e.type)) return e;
  return coerce(e, e.literal && e.value !== null && isDecimal(other.type) ? literalType(e.value) : decimalForWhole(e.type));
}

function decimalNode(op, a, b, name) {
  if (op === 'DIV') return node({ type: LONG, nullable: true, name, args: [a, b], emit: exact(op, a.type, b.type, LONG) });
  const type = arithmeticType(op, a.type, b.type);
  const overflows = type.precision === 38 || op === '/' || op === '%';
  return node({ type, name, args: [a, b], nullable: overflows || a.nullable || b.nullable, commutes: (op === '+' || op === '*') && a.type === b.type ? op : undefined, emit: native(op, a.type, b.type, type) ?? exact(op, a.type, b.type, type) });
}

// Where no result can overflow DuckDB's decimals compute the same.
function native(op, a, b, type) {
  if ((op === '+' || op === '-') && type.precision < 38) {
    return (x, y) => `CAST(CAST(${x} AS ${type.duck}) ${op} CAST(${y} AS ${type.duck}) AS ${type.duck})`;
  }
  // Two that fit 64 bits are multiplied in 64 bits unless one of them says that it may be larger.
  const factor = a.precision + b.precision > 18 && a.precision < 19 ? (x) => `CAST(${x} AS DECIMAL(19,${a.scale}))` : (x) => x;
  if (op === '*' && a.precision + b.precision < 38) return (x, y) => `CAST(${factor(x)} * ${y} AS ${type.duck})`;
  return null;
}

function exact(op, a, b, type) {
  const key = `decimal_${NAMES[op]}_${a.precision}_${a.scale}_${b.precision}_${b.scale}`;
  const compute = COMPUTE[op];
  return jsFunction(key, [a, b], type, (x, y) => compute(x, a.scale, y, b.scale, type));
}

const NAMES = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'remainder', DIV: 'whole_divide' };

const aligned = (x, xs, y, ys) => {
  const scale = Math.max(xs, ys);
  return [x * pow10(scale - xs), y * pow10(scale - ys), scale];
};

const fit = (unscaled, scale, type) => toPrecision({ unscaled, scale }, type.precision, type.scale);

// Products are rounded to 39 digits before they are fitted into their type, as BigDecimal with Spark's context does.
function multiplied(unscaled, scale, type) {
  const excess = unscaled.toString().replace('-', '').length - 39;
  return excess <= 0 ? fit(unscaled, scale, type) : fit(divideHalfUp(unscaled, pow10(excess)), scale - excess, type);
}

const COMPUTE = {
  '+': (x, xs, y, ys, type) => { const [a, b, s] = aligned(x, xs, y, ys); return fit(a + b, s, type); },
  '-': (x, xs, y, ys, type) => { const [a, b, s] = aligned(x, xs, y, ys); return fit(a - b, s, type); },
  '*': (x, xs, y, ys, type) => multiplied(x * y, xs + ys, type),
  '/': (x, xs, y, ys, type) => (y === 0n ? null : fit(divideHalfUp(x * pow10(39 + ys), y * pow10(xs)), 39, type)),
  '%': (x, xs, y, ys, type) => { const [a, b, s] = aligned(x, xs, y, ys); return b === 0n ? null : fit(a % b, s, type); },
  DIV: (x, xs, y, ys) => { const [a, b] = aligned(x, xs, y, ys); return b === 0n ? null : BigInt.asIntN(64, a / b); },
};
