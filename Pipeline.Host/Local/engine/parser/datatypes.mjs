// Data types as written in SQL: INT, DECIMAL(10,2), ARRAY<STRING>, STRUCT<a: INT>, INTERVAL DAY TO SECOND.

import { fail } from '../errors.mjs';
import { arrayOf, decimal, intervalType, mapOf, STRING, structOf, typeByName } from '../types/types.mjs';

const DECIMALS = new Set(['DECIMAL', 'DEC', 'NUMERIC']);
const UNITS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

export function parseType(c) {
  const { pos } = c;
  if (c.is('ARRAY', '<')) { c.next(); return angled(c, () => arrayOf(parseType(c))); }
  if (c.is('MAP', '<')) {
    c.next();
    return angled(c, () => {
      const key = parseType(c);
      c.expect(',');
      return mapOf(key, parseType(c));
    });
  }
  if (c.is('STRUCT', '<>')) { c.next(); c.next(); return structOf([]); }
  if (c.is('STRUCT', '<')) { c.next(); return angled(c, () => structOf(c.list(() => structField(c)))); }
  if (c.is('INTERVAL') && UNITS.includes(c.peek().u)) return interval(c);
  const name = c.name();
  return plain(name, c.is('(') ? c.inParentheses(() => c.list(() => c.wholeNumber())) : [], pos);
}

function angled(c, rule) {
  c.expect('<');
  const type = rule();
  c.expect('>');
  return type;
}

function structField(c) {
  const name = c.name();
  c.take(':');
  const type = parseType(c);
  const nullable = !c.take('NOT', 'NULL');
  if (c.take('COMMENT')) c.string();
  return { name, type, nullable };
}

function interval(c) {
  c.next();
  const from = c.next().u.toLowerCase();
  const to = c.take('TO') ? c.next().u.toLowerCase() : from;
  const order = UNITS.map((u) => u.toLowerCase());
  const sameFamily = (order.indexOf(from) < 2) === (order.indexOf(to) < 2);
  if (!order.includes(to) || order.indexOf(to) < order.indexOf(from) || !sameFamily) c.error();
  return intervalType(from, to);
}

function plain(name, sizes, pos) {
  const upper = name.toUpperCase();
  if (DECIMALS.has(upper) && sizes.length <= 2) return checkedDecimal(sizes[0] ?? 10, sizes[1] ?? 0, pos);
  if (sizes.length === 0) {
    const type = typeByName(name);
    if (type) return type;
    if (upper === 'VARCHAR' || upper === 'CHAR' || upper === 'CHARACTER') {
      fail('DATATYPE_MISSING_SIZE', `DataType "${upper}" requires a length parameter, for example "${upper}"(10). Please specify the length.`, pos);
    }
  }
  // As an expression's type these are plain strings; a column declared so keeps its size in mind.
  if (sizes.length === 1 && upper === 'VARCHAR') return { ...STRING, declared: `varchar(${sizes[0]})` };
  if (sizes.length === 1 && (upper === 'CHAR' || upper === 'CHARACTER')) return { ...STRING, declared: `char(${sizes[0]})` };
  const shown = sizes.length > 0 ? `${upper}(${sizes.join(',')})` : upper;
  return fail('UNSUPPORTED_DATATYPE', `Unsupported data type "${shown}"`, pos);
}

function checkedDecimal(precision, scale, pos) {
  if (precision > 38) {
    fail('DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION', `Decimal precision ${precision} exceeds max precision 38.`, pos);
  }
  if (scale > precision) fail('_LEGACY_ERROR_TEMP_1229', `Decimal scale (${scale}) cannot be greater than precision (${precision}).`, pos);
  return decimal(precision, scale);
}
