// format_number: thousands marks and a number of places, or a pattern of # and 0; rounded half to even.

import { Refusal } from '../errors.mjs';
import { plainText, rescale } from '../values/decimal.mjs';

// Java's formats write no more of a double.
const MOST_PLACES = 340;

// The exact value of a double, as DecimalFormat rounds it.
function exact(x) {
  if (typeof x !== 'number') return x;
  let scale = 0;
  let value = x;
  while (!Number.isInteger(value)) { value *= 2; scale++; }
  return { unscaled: BigInt(value) * 5n ** BigInt(scale), scale };
}

function special(x) {
  if (typeof x !== 'number' || Number.isFinite(x)) return null;
  return Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : '-∞';
}

const grouped = (digits, size) => (size > 0 ? digits.replace(new RegExp(`\\B(?=(?:\\d{${size}})+$)`, 'g'), ',') : digits);

export function formatNumber(x, places) {
  if (places < 0) return null;
  if (places > MOST_PLACES) throw new Refusal(`format_number with more than ${MOST_PLACES} places`);
  if (places > 1000) throw new Refusal(`format_number with ${places} places`);
  return special(x) ?? written(x, places, places, 1, 3);
}

function written(x, minPlaces, maxPlaces, minWhole, group) {
  const negative = typeof x === 'number' ? x < 0 || Object.is(x, -0) : x.unscaled < 0n;
  const unscaled = rescale(exact(x), maxPlaces, 'halfEven');
  const text = plainText(unscaled < 0n ? -unscaled : unscaled, maxPlaces);
  const [whole, fraction = ''] = text.split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(minPlaces, '0');
  const digits = whole.replace(/^0+/, '').padStart(minWhole, '0');
  return `${negative ? '-' : ''}${grouped(digits, group)}${kept === '' ? '' : `.${kept}`}`;
}

export function formatNumberPattern(x, pattern) {
  if (pattern === '') return special(x) ?? written(x, 0, 0, 1, 3);
  const m = /^([#,]*)([0,]*)(?:\.(0*)(#*))?$/.exec(pattern);
  if (!m) throw new Refusal(`the format '${pattern}' of format_number`);
  const whole = m[1] + m[2];
  const comma = whole.lastIndexOf(',');
  const minWhole = m[2].replaceAll(',', '').length;
  if (comma === whole.length - 1 && comma >= 0) throw new Refusal(`the format '${pattern}' of format_number`);
  const minPlaces = (m[3] ?? '').length;
  return special(x) ?? written(x, minPlaces, minPlaces + (m[4] ?? '').length, minWhole, comma < 0 ? 0 : whole.length - comma - 1);
}
