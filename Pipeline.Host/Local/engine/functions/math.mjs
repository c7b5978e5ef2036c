// Powers, roots, logarithms, angles. Only functions that give the same last bit as Java's library are here.

import { DOUBLE } from '../types/types.mjs';
import { checkedArguments } from '../analyser/calls.mjs';
import { literal } from '../analyser/literals.mjs';
import { node } from '../analyser/node.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { define, topic } from './registry.mjs';
import * as exact from './fdlibm.mjs';

topic('Mathematics');

const constant = (name, value) => define(name, { upper: true, params: [], result: DOUBLE, nullable: false, build: (call) => literal(DOUBLE, value, call.shown) });
constant('pi', Math.PI);
constant('e', Math.E);

define('sqrt', { upper: true, params: [DOUBLE], result: DOUBLE, js: Math.sqrt });
define('cbrt', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.cbrt });
define('exp', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.exp });
define('expm1', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.expm1 });

// A logarithm of nothing or less is NULL.
const logarithm = (fn, low = 0) => (x) => (x <= low ? null : fn(x));
define('ln', { params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm(exact.log) });
define('log10', { upper: true, params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm(exact.log10) });
define('log2', { upper: true, params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm((x) => exact.log(x) / exact.log(2)) });
define('log1p', { upper: true, params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm(exact.log1p, -1) });
const ofBase = jsFunction('log_of_base', [DOUBLE, DOUBLE], DOUBLE, (base, x) => (base <= 0 || x <= 0 ? null : exact.log(x) / exact.log(base)));
const natural = jsFunction('log_natural', [DOUBLE], DOUBLE, logarithm(exact.log));
define('log', {
  upper: true, params: [DOUBLE, DOUBLE], min: 1,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    const name = args.length === 1 ? `LOG(E(), ${call.args[0].shown})` : call.shown;
    return node({ type: DOUBLE, nullable: true, name, args, emit: args.length === 1 ? natural : ofBase });
  },
});

define('power pow', { upper: true, params: [DOUBLE, DOUBLE], result: DOUBLE, js: exact.pow });
define('hypot', { upper: true, params: [DOUBLE, DOUBLE], result: DOUBLE, js: exact.hypot });
define('sin', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.sin });
define('cos', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.cos });
define('tan', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.tan });
define('cot', { upper: true, params: [DOUBLE], result: DOUBLE, js: (x) => 1 / exact.tan(x) });
define('asin', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.asin });
define('acos', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.acos });
define('atan', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.atan });
define('atan2', { upper: true, params: [DOUBLE, DOUBLE], result: DOUBLE, js: (y, x) => exact.atan2(y + 0, x + 0) });
define('sinh', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.sinh });
define('cosh', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.cosh });
define('tanh', { upper: true, params: [DOUBLE], result: DOUBLE, js: exact.tanh });
define('radians', { upper: true, params: [DOUBLE], result: DOUBLE, js: (x) => x * 0.017453292519943295 });
define('degrees', { upper: true, params: [DOUBLE], result: DOUBLE, js: (x) => x * 57.29577951308232 });
define('signum sign', { upper: true, params: [DOUBLE], result: DOUBLE, js: (x) => (Number.isNaN(x) ? NaN : Math.sign(x)) });
