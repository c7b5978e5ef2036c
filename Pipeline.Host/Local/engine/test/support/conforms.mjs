// Whether a value of an answer is one that its schema's type has.

import { RawNumber } from './raw-json.mjs';

const LIMITS = { byte: [-128n, 127n], short: [-32768n, 32767n], integer: [-(2n ** 31n), 2n ** 31n - 1n], long: [-(2n ** 63n), 2n ** 63n - 1n] };
const DOUBLE = /^-?(?:\d+\.\d+(?:E-?\d+)?)$/;

const whole = (value, [low, high]) => value instanceof RawNumber && /^-?\d+$/.test(value.text) && BigInt(value.text) >= low && BigInt(value.text) <= high;
const fraction = (value) => value === null || (value instanceof RawNumber && DOUBLE.test(value.text)) || value === 'Infinity' || value === '-Infinity';
const within = (value, nullable, type) => (value === null ? nullable || type === 'double' || type === 'float' || type === 'void' : conforms(value, type));

/** The fault of a column's value, or null. */
export function fault(value, text, { name, type, nullable }) {
  if (!within(value, nullable, type)) return `${name} is ${JSON.stringify(value)}, its type ${JSON.stringify(type)}${nullable ? '' : ' not null'}`;
  if (text !== null && typeof text !== 'string') return `${name} has the text ${JSON.stringify(text)}`;
  const decimal = typeof type === 'string' && /^decimal\((\d+),(\d+)\)$/.exec(type);
  return decimal && text !== null && !ofDecimal(text, Number(decimal[1]), Number(decimal[2])) ? `${name} is ${text}, its type ${type}` : null;
}

function ofDecimal(text, precision, scale) {
  const m = /^-?(\d+)(?:\.(\d+))?(?:E(-?\d+))?$/.exec(text);
  if (!m) return false;
  const places = (m[2]?.length ?? 0) - Number(m[3] ?? 0);
  return places === scale && (m[1] + (m[2] ?? '')).replace(/^0+/, '').length <= precision;
}

function conforms(value, type) {
  if (typeof type !== 'string') return nested(value, type);
  if (LIMITS[type]) return whole(value, LIMITS[type]);
  if (type.startsWith('decimal')) return value instanceof RawNumber;
  switch (type) {
    case 'boolean': return typeof value === 'boolean';
    case 'float': case 'double': return fraction(value);
    case 'string': return typeof value === 'string';
    case 'date': return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    case 'timestamp': return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
    case 'binary': return Array.isArray(value) && value.every((b) => whole(b, LIMITS.byte));
    default: return false;
  }
}

function nested(value, type) {
  switch (type.type) {
    case 'array': return Array.isArray(value) && value.every((x) => within(x, type.containsNull, type.elementType));
    case 'map': return !Array.isArray(value) && Object.values(value).every((x) => within(x, type.valueContainsNull, type.valueType));
    case 'struct': return value.values?.length === type.fields.length && type.fields.every((f, i) => within(value.values[i], f.nullable, f.type));
    default: return false;
  }
}
