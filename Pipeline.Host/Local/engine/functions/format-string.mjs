// format_string: java.util.Formatter's conversions s, d, f, e, x, o, c, b and %%.

import { Refusal, SparkError } from '../errors.mjs';
import { isDecimal, isFractional, isWhole } from '../types/types.mjs';
import { divideHalfUp, parseDecimal, plainText, pow10, rescale } from '../values/decimal.mjs';
import { doubleText } from '../values/java-double.mjs';

const DIRECTIVE = /%(\d+\$)?([-#+ 0,(<]*)(\d+)?(\.\d+)?([a-zA-Z%])/g;

export function formatString(pattern, values, types, texts) {
  let next = 0;
  let end = 0;
  let out = '';
  for (const m of pattern.matchAll(DIRECTIVE)) {
    out += literal(pattern.slice(end, m.index));
    end = m.index + m[0].length;
    const [, index, flags, width, precision, conversion] = m;
    if (conversion === '%' || conversion === 'n') { out += sized(conversion === '%' ? '%' : '\n', flags, width); continue; }
    if (flags.includes('<')) throw new Refusal('the flag < of format_string');
    const place = index ? Number(index.slice(0, -1)) - 1 : next++;
    if (place >= values.length) fault(`Format specifier '${m[0]}'`);
    out += converted({ flags, width, precision: precision && Number(precision.slice(1)), conversion, directive: m[0] }, values[place], types[place], texts[place]);
  }
  return out + literal(pattern.slice(end));
}

const fault = (text) => { throw new SparkError(null, text); };

function literal(text) {
  if (text.includes('%')) fault(`Conversion = '%'`);
  return text;
}

function sized(text, flags, width) {
  if (width === undefined) return text;
  return flags.includes('-') ? text.padEnd(Number(width)) : text.padStart(Number(width));
}

function converted(spec, value, type, text) {
  const upper = /[A-Z]/.test(spec.conversion);
  const kind = spec.conversion.toLowerCase();
  const convert = CONVERSIONS[kind];
  if (!convert) throw new Refusal(`the conversion %${spec.conversion} of format_string`);
  const result = convert(spec, value, type, text);
  return upper ? result.toUpperCase() : result;
}

function cut(spec, text) {
  const short = spec.precision === undefined ? text : text.slice(0, spec.precision);
  return sized(short, spec.flags, spec.width);
}

function wrongType(spec, type) {
  const java = { string: 'org.apache.spark.unsafe.types.UTF8String', double: 'java.lang.Double', float: 'java.lang.Float', boolean: 'java.lang.Boolean', int: 'java.lang.Integer', date: 'java.lang.Integer', long: 'java.lang.Long' };
  return fault(`${spec.conversion} != ${java[type.kind] ?? type.ddl}`);
}

const CONVERSIONS = {
  s(spec, value, type, text) {
    if (/[+ 0,(#]/.test(spec.flags)) fault(`Conversion = s, Flags = ${spec.flags}`);
    if (type.kind === 'date' || type.kind === 'timestamp') throw new Refusal('format_string with dates');
    return cut(spec, value === null ? 'null' : text(value));
  },
  b(spec, value, type) { return cut(spec, value === null ? 'false' : type.kind === 'boolean' ? String(value) : 'true'); },
  d(spec, value, type) {
    if (value === null) return cut(spec, 'null');
    if (!isWhole(type)) return wrongType(spec, type);
    return signed(spec, BigInt(value) < 0n, grouped(spec, String(value).replace('-', '')));
  },
  x(spec, value, type) { return radix(spec, value, type, 16, '0x'); },
  o(spec, value, type) { return radix(spec, value, type, 8, '0'); },
  f(spec, value, type) {
    if (value === null) return cut(spec, 'null');
    const places = spec.precision ?? 6;
    if (isDecimal(type)) return signed(spec, value < 0n, decimalDigits(spec, { unscaled: value, scale: type.scale }, places));
    if (!isFractional(type)) return wrongType(spec, type);
    if (!Number.isFinite(value)) return special(spec, value);
    return signed(spec, value < 0 || Object.is(value, -0), decimalDigits(spec, parseDecimal(doubleText(Math.abs(value))), places));
  },
  e(spec, value, type) {
    if (value === null) return cut(spec, 'null');
    if (!isFractional(type)) return wrongType(spec, type);
    if (!Number.isFinite(value)) return special(spec, value);
    return signed(spec, value < 0 || Object.is(value, -0), scientific(Math.abs(value), spec.precision ?? 6));
  },
  c(spec, value, type) {
    if (value === null) return cut(spec, 'null');
    if (!isWhole(type) || type.bits === 64) return wrongType(spec, type);
    return sized(String.fromCodePoint(Number(value)), spec.flags, spec.width);
  },
};

function special(spec, value) {
  const text = Number.isNaN(value) ? 'NaN' : value < 0 ? '-Infinity' : spec.flags.includes('+') ? '+Infinity' : 'Infinity';
  return sized(text, spec.flags, spec.width);
}

function decimalDigits(spec, value, places) {
  const unscaled = rescale(value, places);
  const [whole, fraction] = plainText(unscaled < 0n ? -unscaled : unscaled, places).split('.');
  return `${grouped(spec, whole)}${fraction === undefined ? '' : `.${fraction}`}`;
}

function scientific(x, places) {
  if (x === 0) return `0${places > 0 ? `.${'0'.repeat(places)}` : ''}e+00`;
  const { unscaled, scale } = parseDecimal(doubleText(x));
  const digits = unscaled.toString();
  let exponent = digits.length - 1 - scale;
  const drop = digits.length - 1 - places;
  let mantissa = drop > 0 ? divideHalfUp(unscaled, pow10(drop)) : unscaled * pow10(-drop);
  if (mantissa.toString().length > places + 1) { mantissa /= 10n; exponent++; }
  const text = mantissa.toString();
  return `${text[0]}${places > 0 ? `.${text.slice(1)}` : ''}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const grouped = ({ flags }, digits) => (flags.includes(',') ? digits.replace(/\B(?=(?:\d{3})+$)/g, ',') : digits);

function signed({ flags, width }, negative, digits) {
  const parenthesis = negative && flags.includes('(');
  const lead = parenthesis ? '(' : negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const tail = parenthesis ? ')' : '';
  if (!flags.includes('0') || width === undefined) return sized(lead + digits + tail, flags, width);
  return lead + digits.padStart(Number(width) - lead.length - tail.length, '0') + tail;
}

function radix(spec, value, type, base, prefix) {
  if (value === null) return cut(spec, 'null');
  if (!isWhole(type)) return wrongType(spec, type);
  const digits = BigInt.asUintN(type.bits, BigInt(value)).toString(base);
  const text = `${spec.flags.includes('#') ? prefix : ''}${digits}`;
  return spec.flags.includes('0') && spec.width !== undefined ? text.padStart(Number(spec.width), '0') : sized(text, spec.flags, spec.width);
}
