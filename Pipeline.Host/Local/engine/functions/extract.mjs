// EXTRACT(field FROM x) and date_part: fields of dates, timestamps and intervals.

import { fail, refuse } from '../errors.mjs';
import { coerce } from '../analyser/casting.mjs';
import { derived } from '../analyser/node.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { BYTE, DATE, decimal, INT, TIMESTAMP } from '../types/types.mjs';

const DATE_FIELDS = {
  year: ['year', 'y', 'years', 'yr', 'yrs'], yearofweek: ['yearofweek'], quarter: ['quarter', 'qtr'], month: ['month', 'mon', 'mons', 'months'],
  week: ['week', 'w', 'weeks'], day: ['day', 'd', 'days'], dayofweek: ['dayofweek', 'dow'], dayofweek_iso: ['dayofweek_iso', 'dow_iso'], doy: ['doy'],
  hour: ['hour', 'h', 'hours', 'hr', 'hrs'], minute: ['minute', 'm', 'min', 'mins', 'minutes'], second: ['second', 's', 'sec', 'seconds', 'secs'],
};

const DUCK = {
  year: (d) => `year(${d})`, yearofweek: (d) => `isoyear(${d})`, quarter: (d) => `quarter(${d})`, month: (d) => `month(${d})`, week: (d) => `week(${d})`,
  day: (d) => `day(${d})`, dayofweek: (d) => `dayofweek(${d}) + 1`, dayofweek_iso: (d) => `isodow(${d})`, doy: (d) => `dayofyear(${d})`,
  hour: (t) => `hour(${t})`, minute: (t) => `minute(${t})`,
};

const SECONDS = decimal(8, 6);
const seconds = jsFunction('extract_seconds', [TIMESTAMP], SECONDS, (t) => ((t % 60000000n) + 60000000n) % 60000000n);

const fieldNamed = (name) => Object.keys(DATE_FIELDS).find((f) => DATE_FIELDS[f].includes(name.toLowerCase()));

export function extractNode(field, source, lead, pos) {
  const name = `${lead}${source.shown})`;
  if (source.type.kind === 'dayTime') return ofInterval(field, source, name, pos, TIME_PARTS);
  if (source.type.kind === 'yearMonth') return ofInterval(field, source, name, pos, MONTH_PARTS);
  if (source.type.kind === 'interval') return refuse('EXTRACT from such an interval', pos);
  const key = fieldNamed(field);
  if (!key) fail('INVALID_EXTRACT_FIELD', `Cannot extract \`${field}\` from "${source.shown}".`, pos);
  if (key === 'second') return derived({ type: SECONDS, name, args: [coerced(source, TIMESTAMP, pos)], emit: seconds });
  const wanted = key === 'hour' || key === 'minute' ? TIMESTAMP : DATE;
  return derived({ type: INT, name, args: [coerced(source, wanted, pos)], emit: (x) => `CAST(${DUCK[key](x)} AS INTEGER)` });
}

function coerced(source, type, pos) {
  if (['date', 'timestamp', 'timestamp_ntz', 'string', 'void'].includes(source.type.kind)) return coerce(source, type);
  return fail('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Cannot resolve the extract due to data type mismatch: it requires the "${type.ddl.toUpperCase()}" type, however "${source.shown}" has the type "${source.type.ddl.toUpperCase()}".`, pos);
}

// The parts of an interval: only those between its own first and last unit. All take the interval's sign.
const TIME_PARTS = {
  day: { type: INT, sql: (x) => `${x} // 86400000000` }, hour: { type: BYTE, sql: (x) => `(${x} % 86400000000) // 3600000000` },
  minute: { type: BYTE, sql: (x) => `(${x} % 3600000000) // 60000000` }, second: { type: SECONDS, sql: (x) => `(${x} % 60000000)::DECIMAL(18,6) / 1000000` },
};
const MONTH_PARTS = { year: { type: INT, sql: (x) => `${x} // 12` }, month: { type: BYTE, sql: (x) => `${x} % 12` } };

function ofInterval(field, source, name, pos, parts) {
  const key = fieldNamed(field);
  const units = Object.keys(parts);
  const place = units.indexOf(key);
  if (place < units.indexOf(source.type.from) || place > units.indexOf(source.type.to) || place < 0) fail('INVALID_EXTRACT_FIELD', `Cannot extract \`${field}\` from "${source.shown}".`, pos);
  const { type, sql } = parts[key];
  return derived({ type, name, args: [source], emit: (x) => `CAST(${sql(x)} AS ${type.duck})` });
}
