// Powers, roots, logarithms, angles. Only functions that give the same last bit as Java's library are here.

import { DOUBLE } from '../types/types.mjs';
import { literal } from '../analyser/literals.mjs';
import { define } from './registry.mjs';
import * as exact from './fdlibm.mjs';

const constant = (name, value) => define(name, { params: [], result: DOUBLE, nullable: false, build: (call) => literal(DOUBLE, value, call.shown) });
constant('pi', Math.PI);
constant('e', Math.E);

define('sqrt', { params: [DOUBLE], result: DOUBLE, js: Math.sqrt });
define('cbrt', { params: [DOUBLE], result: DOUBLE, js: exact.cbrt });
define('exp', { params: [DOUBLE], result: DOUBLE, js: exact.exp });
define('expm1', { params: [DOUBLE], result: DOUBLE, js: exact.expm1 });

// A logarithm of nothing or less is NULL.
const logarithm = (fn, low = 0) => (x) => (x <= low ? null : fn(x));
define('ln', { params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm(exact.log) });
define('log10', { params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm(exact.log10) });
define('log2', { params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm((x) => exact.log(x) / exact.log(2)) });
define('log1p', { params: [DOUBLE], result: DOUBLE, nullable: true, js: logarithm(exact.log1p, -1) });
define('log', {
  params: [DOUBLE, DOUBLE], min: 1, result: DOUBLE, nullable: true,
  jsFor: (types) => (types.length === 1 ? logarithm(exact.log) : (base, x) => (base <= 0 || x <= 0 ? null : exact.log(x) / exact.log(base))),
});

define('power pow', { params: [DOUBLE, DOUBLE], result: DOUBLE, js: exact.pow });
define('hypot', { params: [DOUBLE, DOUBLE], result: DOUBLE, js: exact.hypot });
define('sin', { params: [DOUBLE], result: DOUBLE, js: exact.sin });
define('cos', { params: [DOUBLE], result: DOUBLE, js: exact.cos });
define('tan', { params: [DOUBLE], result: DOUBLE, js: exact.tan });
define('cot', { params: [DOUBLE], result: DOUBLE, js: (x) => 1 / exact.tan(x) });
define('asin', { params: [DOUBLE], result: DOUBLE, js: exact.asin });
define('acos', { params: [DOUBLE], result: DOUBLE, js: exact.acos });
define('atan', { params: [DOUBLE], result: DOUBLE, js: exact.atan });
define('atan2', { params: [DOUBLE, DOUBLE], result: DOUBLE, js: (y, x) => exact.atan2(y + 0, x + 0) });
define('sinh', { params: [DOUBLE], result: DOUBLE, js: exact.sinh });
define('cosh', { params: [DOUBLE], result: DOUBLE, js: exact.cosh });
define('tanh', { params: [DOUBLE], result: DOUBLE, js: exact.tanh });
define('radians', { params: [DOUBLE], result: DOUBLE, js: (x) => x * 0.017453292519943295 });
define('degrees', { params: [DOUBLE], result: DOUBLE, js: (x) => x * 57.29577951308232 });
define('sign signum', { params: [DOUBLE], result: DOUBLE, js: (x) => (Number.isNaN(x) ? NaN : Math.sign(x)) });
