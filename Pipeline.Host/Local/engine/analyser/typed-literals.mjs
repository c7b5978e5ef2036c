// DATE '...', TIMESTAMP '...', X'...' and the other literals that a type name begins.

import { fail } from '../errors.mjs';
import { BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ } from '../types/types.mjs';
import { readDate, readTimestamp } from '../values/read-date.mjs';
import { refuse } from '../errors.mjs';
import { literal } from './literals.mjs';
import { intervalOf } from './intervals.mjs';

const SPECIAL = new Set(['epoch', 'now', 'today', 'yesterday', 'tomorrow']);

const READERS = {
  DATE: (text) => [DATE, readDate(text)],
  TIMESTAMP: (text) => [TIMESTAMP, readTimestamp(text)],
  TIMESTAMP_LTZ: (text) => [TIMESTAMP, readTimestamp(text)],
  TIMESTAMP_NTZ: (text) => [TIMESTAMP_NTZ, readTimestamp(text)],
  X: (text) => [BINARY, bytes(text)],
};

function bytes(text) {
  if (!/^[0-9a-fA-F]*$/.test(text)) return null;
  const even = text.length % 2 === 0 ? text : `0${text}`;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function parseTyped({ name, value, pos }) {
  if (name === 'INTERVAL') return intervalOf({ k: 'intervalText', text: value, pos });
  const read = READERS[name];
  if (!read) fail('UNSUPPORTED_TYPED_LITERAL', `Literals of the type "${name}" are not supported. Supported types are "DATE", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "INTERVAL", "X".`, pos);
  if (name !== 'X' && SPECIAL.has(value.trim().toLowerCase())) refuse(`the special ${name.toLowerCase()} '${value.trim()}'`, pos);
  if (name.startsWith('TIMESTAMP_NTZ') && /[Zz]$|[+-]\d\d?(:\d\d)?$/.test(value.slice(11))) refuse('TIMESTAMP_NTZ with a time zone', pos);
  const [type, result] = read(value);
  if (result === null) fail('INVALID_TYPED_LITERAL', `The value of the typed literal "${name}" is invalid: '${value}'`, pos);
  return literal(type, result);
}
