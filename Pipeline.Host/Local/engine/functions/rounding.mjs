// round, bround, ceil, floor: of doubles by their decimal text, of decimals by their digits.

import { refuse } from '../errors.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { node } from '../analyser/node.mjs';
import { fromFraction } from '../casts/numbers.mjs';
import { decimal, DOUBLE, INT, isDecimal, isFractional, isWhole, LONG } from '../types/types.mjs';
import { parseDecimal, pow10, rescale, toDouble, toPrecision } from '../values/decimal.mjs';
import { doubleText, floatText } from '../values/java-double.mjs';
import { define, topic } from './registry.mjs';

topic('Rounding');

// The number of places is part of the result's type, so it must be known before the query runs.
function places(call, args) {
  const [, scale] = args;
  if (scale === undefined) return 0;
  if (!scale.foldable) argumentWrong(call.shown, 2, 'a foldable "INT"', call.args[1], call.pos);
  const negative = /^\(- (\d+)\)$/.exec(scale.name);
  const known = scale.literal && scale.value !== null ? Number(scale.value) : negative ? -Number(negative[1]) : undefined;
  return known !== undefined && Math.abs(known) < 400 ? known : refuse(`${call.row.own} with places that are no literal`, call.pos);
}

function rounded(mode) {
  return (call) => {
    const args = checkedArguments({ ...call, row: { ...call.row, params: ['numeric', INT], min: 1 } }, call.shown);
    const scale = places(call, args);
    const [x] = args;
    const shown = call.args.length === 1 ? `${call.row.own}(${call.args[0].shown}, 0)` : call.shown;
    const type = isDecimal(x.type) ? decimalResult(x.type, scale) : x.type;
    const emit = isFractional(x.type) ? fraction(x.type, scale, mode) : isDecimal(x.type) ? decimalDigits(x.type, scale, type, mode) : whole(x.type, scale, mode);
    return node({ type, name: shown, args: [x], nullable: isDecimal(x.type) || x.nullable, emit });
  };
}

function decimalResult({ precision, scale }, places) {
  if (places < 0) return decimal(Math.min(Math.max(precision - scale + 1, -places + 1), 38), 0);
  const kept = Math.min(scale, places);
  return decimal(Math.min(precision - scale + 1 + kept, 38), kept);
}

const tag = (n) => (n < 0 ? `m${-n}` : `${n}`);

function fraction(type, places, mode) {
  const text = type.kind === 'float' ? floatText : doubleText;
  const back = type.kind === 'float' ? Math.fround : (x) => x;
  return jsFunction(`round_${type.kind}_${mode}_${tag(places)}`, [type], type, (x) => {
    if (!Number.isFinite(x)) return x;
    const value = parseDecimal(text(x));
    const unscaled = rescale(value, places, mode);
    return back(toDouble(unscaled, places));
  });
}

function decimalDigits(from, places, to, mode) {
  return jsFunction(`round_${from.precision}_${from.scale}_${mode}_${tag(places)}`, [from], to, (x) => {
    const unscaled = rescale({ unscaled: x, scale: from.scale }, places, mode);
    return toPrecision({ unscaled, scale: places }, to.precision, to.scale);
  });
}

function whole(type, places, mode) {
  if (places >= 0) return (x) => x;
  return jsFunction(`round_${type.kind}_${mode}_${tag(places)}`, [type], type, (x) => {
    const result = BigInt.asIntN(type.bits, rescale({ unscaled: BigInt(x), scale: 0 }, places, mode) * pow10(-places));
    return type === LONG ? result : Number(result);
  });
}

define('round', { params: ['numeric', INT], min: 1, build: rounded('halfUp') });
define('bround', { params: ['numeric', INT], min: 1, build: rounded('halfEven') });

// ceil and floor of a double are BIGINT, of a decimal a decimal; with places all becomes a decimal.
function whole2(mode) {
  return (call) => {
    const kinds = call.args[0] && isWhole(call.args[0].type) ? LONG : [DOUBLE, 'decimal', LONG];
    const args = checkedArguments({ ...call, row: { ...call.row, params: [kinds, INT], min: 1 } }, call.shown);
    if (args.length === 2) return toPlaces(call, mode);
    const x = isWhole(args[0].type) ? checkedArguments({ ...call, row: { ...call.row, params: [LONG] } }, call.shown)[0] : args[0];
    const name = `${call.row.name === 'ceiling' ? 'ceiling' : call.row.own.toUpperCase()}(${call.args[0].shown})`;
    if (isDecimal(x.type)) return node({ type: boundedWhole(x.type), name, args: [x], nullable: true, emit: toScale(x.type, 0, boundedWhole(x.type), mode) });
    if (isWhole(x.type)) return node({ type: LONG, name, args: [x], nullable: x.nullable, emit: (s) => s });
    const call2 = fromFraction(LONG);
    return node({ type: LONG, name, args: [x], nullable: x.nullable, emit: (s) => call2(`${call.row.own}(${s})`, DOUBLE, LONG) });
  };
}

const boundedWhole = ({ precision, scale }) => decimal(scale === 0 ? precision : Math.min(precision - scale + 1, 38), 0);

function toPlaces(call, mode) {
  const args = checkedArguments({ ...call, row: { ...call.row, params: ['decimal', INT] } }, call.shown);
  const scale = places(call, args);
  const [x] = args;
  const type = decimalResult(x.type, scale);
  return node({ type, name: call.shown, args: [x], nullable: true, emit: toScale(x.type, scale, type, mode) });
}

function toScale(from, places, to, mode) {
  return jsFunction(`round_${from.precision}_${from.scale}_${mode}_${tag(places)}_${to.precision}`, [from], to, (x) => {
    const unscaled = rescale({ unscaled: x, scale: from.scale }, places, mode);
    return toPrecision({ unscaled, scale: places }, to.precision, to.scale);
  });
}

define('ceil ceiling', { params: ['numeric', INT], min: 1, build: whole2('ceil') });
define('floor', { params: ['numeric', INT], min: 1, build: whole2('floor') });
define('rint', { params: [DOUBLE], result: DOUBLE, js: (x) => { const r = Math.round(x); return r - x === 0.5 && r % 2 !== 0 ? r - 1 : Number.isFinite(x) && Math.abs(x) < 4503599627370496 ? (r === 0 && (x < 0 || Object.is(x, -0)) ? -0 : r) : x; } });
