// Text made from numbers and the other way round, and other text functions.

import { BOOLEAN, INT, isDecimal, isFractional, isNumeric, STRING } from '../types/types.mjs';
import { refuse } from '../errors.mjs';
import { checkedArguments, wrongNumber } from '../analyser/calls.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { node } from '../analyser/node.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { textOf } from '../values/text.mjs';
import { define, topic } from './registry.mjs';
import { formatNumber, formatNumberPattern } from './format-number.mjs';
import { formatString } from './format-string.mjs';
import * as other from './other-text.mjs';

topic('Formats and other text');

define('format_string printf', { variadic: true, build: (call) => formatted(call) });

function formatted(call) {
  if (call.args.length === 0) wrongNumber(call.row, 1, Infinity, 0, call.pos);
  const [format, ...rest] = call.args;
  if (format.type !== STRING) argumentWrong(call.shown, 1, '"STRING"', format, call.pos);
  const types = rest.map((a) => a.type);
  for (const t of types) if (!isNumeric(t) && !['string', 'boolean', 'void', 'date', 'timestamp'].includes(t.kind)) refuse(`${call.row.own} with a value of the type ${t.ddl}`, call.pos);
  const texts = types.map((t) => textOf(t));
  const key = `format_string_${types.map((t) => t.ddl.replace(/\W/g, '_')).join('_')}`;
  const run = jsFunction(key, [STRING, ...types], STRING, (pattern, ...values) => (pattern === null ? null : formatString(pattern, values, types, texts)), { nulls: true });
  return node({ type: STRING, nullable: format.nullable, name: call.shown, args: call.args, emit: run, fails: true });
}

define('format_number', { params: ['numeric', [INT, STRING]], build: (call) => numberFormat(call) });

function numberFormat(call) {
  const [x, format] = checkedArguments(call, call.shown);
  const { type } = x;
  const digits = isDecimal(type) ? (v) => ({ unscaled: v, scale: type.scale }) : isFractional(type) ? undefined : (v) => ({ unscaled: BigInt(v), scale: 0 });
  const write = format.type === INT ? formatNumber : formatNumberPattern;
  const run = jsFunction(`format_number_${type.ddl.replace(/\W/g, '_')}_${format.type.kind}`, [type, format.type], STRING, (v, f) => write(digits ? digits(v) : v, f));
  return node({ type: STRING, nullable: true, name: call.shown, args: [x, format], emit: run });
}

// A limit that is NULL counts as 0.
define('levenshtein', { params: [STRING, STRING, INT], min: 2, result: INT, nulls: true, jsFor: (types) => (a, b, limit) => {
  if (a === null || b === null) return null;
  return types.length === 2 ? other.levenshtein(a, b) : other.limited(a, b, limit ?? 0);
} });
define('soundex', { params: [STRING], result: STRING, js: other.soundex });
const masked = (count) => jsFunction(`mask_${count}`, Array(count).fill(STRING), STRING, other.mask, { nulls: true });
define('mask', {
  params: [STRING, STRING, STRING, STRING, STRING], min: 1,
  build: (call) => {
    const args = checkedArguments(call, call.shown);
    // Spark wants constants of one character each behind the text.
    if (args.slice(1).some((a) => !a.foldable || (a.literal && typeof a.value === 'string' && [...a.value].length !== 1))) refuse('mask with anything but single characters', call.pos);
    const name = `mask(${['', 'X', 'x', 'n', 'NULL'].map((d, i) => call.args[i]?.shown ?? d).join(', ')})`;
    return node({ type: STRING, nullable: true, name, args, emit: masked(args.length) });
  },
});
define('luhn_check', { params: [STRING], result: BOOLEAN, js: other.luhn });
define('url_encode', { params: [STRING], result: STRING, js: other.urlEncode });
define('url_decode', { params: [STRING], result: STRING, fails: true, js: other.urlDecode });
define('find_in_set', { params: [STRING, STRING], result: INT, js: (s, list) => (s.includes(',') ? 0 : list.split(',').indexOf(s) + 1) });
