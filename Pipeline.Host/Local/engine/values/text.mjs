// Any value as CAST(x AS STRING) writes it, and as it stands in a result shown as text.

import { Refusal } from '../errors.mjs';
import { dateText, timestampText } from './calendar.mjs';
import { decimalText } from './decimal.mjs';
import { dayTimeText, intervalText, yearMonthText } from './interval-text.mjs';
import { doubleText, floatText } from './java-double.mjs';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as text; bytes that are no UTF-8 would live on inside Spark's string, which no string here can. */
export function bytesText(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    throw new Refusal('a text made of bytes that are no UTF-8');
  }
}

/** Bytes as a result shows them. */
export const bytesShown = (bytes) => lenient.decode(bytes);

/** The function that writes values of a type; opts.show is for results, where bytes need not be UTF-8. */
export function textOf(type, opts = {}) {
  switch (type.kind) {
    case 'string': return (v) => v;
    case 'double': return doubleText;
    case 'float': return floatText;
    case 'decimal': return (v) => decimalText(v, type.scale);
    case 'date': return dateText;
    case 'timestamp': case 'timestamp_ntz': return timestampText;
    case 'binary': return opts.show ? bytesShown : bytesText;
    case 'dayTime': return (v) => dayTimeText(v, type);
    case 'yearMonth': return (v) => yearMonthText(v, type);
    case 'interval': return intervalText;
    case 'array': return listText(nullText(textOf(type.element, opts)));
    case 'map': return mapText(textOf(type.key, opts), nullText(textOf(type.value, opts)));
    case 'struct': return structText(type.fields.map((f) => nullText(textOf(f.type, opts))));
    default: return String;
  }
}

const nullText = (write) => (v) => (v === null ? 'null' : write(v));
const listText = (item) => (v) => `[${v.map(item).join(', ')}]`;
const mapText = (key, value) => (v) => `{${v.map((e) => `${key(e[0])} -> ${value(e[1])}`).join(', ')}}`;
const structText = (fields) => (v) => `{${v.map((x, i) => fields[i](x)).join(', ')}}`;
