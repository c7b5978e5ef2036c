// Whole numbers and their bits, signs, remainders, bases.

import { refuse } from '../errors.mjs';
import { wrap } from '../casts/numbers.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { arithmetic } from '../analyser/arithmetic.mjs';
import { derived, node } from '../analyser/node.mjs';
import { negated, unary } from '../analyser/operators.mjs';
import { coerce } from '../analyser/casting.mjs';
import { tightest } from '../types/coercion.mjs';
import { wider } from '../types/decimals.mjs';
import { BINARY, BOOLEAN, BYTE, decimalForWhole, DOUBLE, INT, isDatetime, isDecimal, isFractional, isNumeric, isWhole, LONG, STRING } from '../types/types.mjs';
import { define, topic } from './registry.mjs';
import * as values from './number-values.mjs';
import { jsFunction } from '../duck/functions.mjs';

topic('Numbers and bits');

define('abs', {
  params: ['numeric'],
  build: (call) => {
    const [x] = checkedArguments(call, call.shown);
    const emit = isWhole(x.type) ? (s) => wrap(`abs(CAST(${s} AS ${x.type.bits === 64 ? 'HUGEINT' : 'BIGINT'}))`, x.type) : isDecimal(x.type) ? (s) => `CAST(abs(${s}) AS ${x.type.duck})` : (s) => `abs(${s})`;
    return derived({ type: x.type, name: call.shown, args: [x], emit });
  },
});
define('negative', { params: ['numeric'], build: (call) => { const [x] = checkedArguments(call, call.shown); return negated(x, call.shown); } });
define('positive', { params: ['numeric'], build: (call) => { checkedArguments(call, call.shown); return unary('+', call.args[0], call.pos); } });
// NULL takes the type of the other argument.
const typed = (call) => {
  const other = call.args.find((a) => isNumeric(a.type));
  return other ? { ...call, args: call.args.map((a) => (a.type.kind === 'void' ? coerce(a, other.type) : a)) } : call;
};

define('mod', { params: ['numeric', 'numeric'], build: (given) => { const call = typed(given); checkedArguments(call, call.shown); return arithmetic('%', call.args[0], call.args[1], call.pos).with({ name: call.shown }); } });

// The remainder with the sign of the divisor's place: never negative for a positive one.
define('pmod', { params: ['numeric', 'numeric'], build: (call) => pmod(typed(call)) });

function pmod(call) {
  const args = checkedArguments(call, call.shown);
  if (args.some((a) => isDecimal(a.type)) && !args.some((a) => isFractional(a.type))) return decimalPmod(call, args);
  const type = args.some((a) => isDecimal(a.type)) ? DOUBLE : tightest(args[0].type, args[1].type);
  const [a, b] = args.map((x) => coerce(x, type));
  const fn = type === LONG ? (x, y) => (y === 0n ? null : values.pmodBig(x, y)) : (x, y) => (y === 0 ? null : values.pmod(x, y));
  return node({ type, nullable: true, name: call.shown, args: [a, b], emit: jsFunction(`pmod_${type.kind}`, [type, type], type, fn) });
}

function decimalPmod(call, args) {
  const [a, b] = args.map((x) => (isDecimal(x.type) ? x : coerce(x, decimalForWhole(x.type))));
  const plain = arithmetic('%', args[0], args[1], call.pos);
  const wide = wider(a.type, b.type);
  const run = jsFunction(`pmod_${wide.precision}_${wide.scale}_${plain.type.precision}_${plain.type.scale}`, [wide, wide], plain.type, (x, y) => (y === 0n ? null : values.pmodBig(x, y)));
  if (wide.scale !== plain.type.scale) refuse(`pmod of ${a.type.ddl} and ${b.type.ddl}`);
  return node({ type: plain.type, nullable: true, name: call.shown, args: [coerce(a, wide), coerce(b, wide)], emit: run });
}

define('bin', { params: [LONG], result: STRING, js: (x) => BigInt.asUintN(64, x).toString(2) });
define('hex', { params: [[LONG, BINARY, STRING]], result: STRING, jsFor: ([t]) => values.hexOf(t) });
define('conv', { params: [STRING, INT, INT], result: STRING, nullable: true, js: values.conv });
define('bit_count', { params: [['whole', BOOLEAN]], result: INT, jsFor: ([t]) => values.bitCount(t) });
define('getbit bit_get', { params: [LONG, INT], result: BYTE, fails: true, js: values.getBit });
define('shiftleft', { params: [[INT, LONG], INT], result: ([t]) => t, jsFor: ([t]) => (t === LONG ? (x, n) => BigInt.asIntN(64, x << BigInt(n & 63)) : (x, n) => x << n) });
define('shiftright', { params: [[INT, LONG], INT], result: ([t]) => t, jsFor: ([t]) => (t === LONG ? (x, n) => x >> BigInt(n & 63) : (x, n) => x >> n) });
define('shiftrightunsigned', {
  params: [[INT, LONG], INT], result: ([t]) => t,
  jsFor: ([t]) => (t === LONG ? (x, n) => BigInt.asIntN(64, BigInt.asUintN(64, x) >> BigInt(n & 63)) : (x, n) => (x >>> n) | 0),
});
define('factorial', { params: [INT], result: LONG, nullable: true, js: values.factorial });
define('width_bucket', { params: [DOUBLE, DOUBLE, DOUBLE, LONG], result: LONG, nullable: true, js: values.widthBucket });
define('isnan', { params: [[DOUBLE, 'fractional']], result: BOOLEAN, nullable: false, sql: (x) => `coalesce(isnan(CAST(${x} AS DOUBLE)), false)` });

for (const [name, op] of [['try_add', '+'], ['try_subtract', '-'], ['try_multiply', '*'], ['try_divide', '/']]) {
  define(name, { params: ['numeric', 'numeric'], build: (call) => tryArithmetic(call, op) });
}

// Without ANSI dividing gives NULL by itself; the others are NULL where a whole number would wrap.
function tryArithmetic(call, op) {
  if (call.args.some((a) => isDatetime(a.type))) refuse(`${call.row.own} of dates`, call.pos);
  const args = checkedArguments(call, call.shown);
  if (op === '/' || !args.every((a) => isWhole(a.type))) return arithmetic(op, args[0], args[1], call.pos).with({ name: call.shown, nullable: true });
  const type = tightest(args[0].type, args[1].type);
  const [a, b] = args.map((x) => coerce(x, type));
  return node({ type, nullable: true, name: call.shown, args: [a, b], emit: (x, y) => `TRY_CAST(CAST(${x} AS HUGEINT) ${op} CAST(${y} AS HUGEINT) AS ${type.duck})` });
}
