// dateadd(unit, n, x) and datediff(unit, a, b), which count in timestamps.

import { refuse } from '../errors.mjs';
import { coerce } from '../analyser/casting.mjs';
import { derived } from '../analyser/node.mjs';
import { jsFunction } from '../duck/functions.mjs';
import { INT, LONG, TIMESTAMP } from '../types/types.mjs';
import { implicitType } from '../types/coercion.mjs';
import { argumentWrong } from '../analyser/mismatch.mjs';
import { addMonths, civil, microsOf, splitMicros } from '../values/calendar.mjs';

const MICROS = { microsecond: 1n, millisecond: 1000n, second: 1000000n, minute: 60000000n, hour: 3600000000n, day: 86400000000n, dayofyear: 86400000000n, week: 604800000000n };
const MONTHS = { month: 1, quarter: 3, year: 12 };

function moved(t, unit, n) {
  if (MICROS[unit]) return t + MICROS[unit] * BigInt(n);
  const { days, micros } = splitMicros(t);
  return microsOf(addMonths(days, n * MONTHS[unit]), 0, 0, 0, micros);
}

// Whole months between two moments, cut towards zero.
function months(a, b) {
  const [x, y] = [a, b].map((t) => { const s = splitMicros(t); return { ...civil(s.days), micros: s.micros }; });
  const total = (y.year - x.year) * 12 + y.month - x.month;
  const rest = (y.day - x.day) * 86400000000 + y.micros - x.micros;
  if (total > 0 && rest < 0) return total - 1;
  return total < 0 && rest > 0 ? total + 1 : total;
}

function argument(e, type, name, place, pos) {
  const t = implicitType(e.type, type);
  return t ? coerce(e, type) : argumentWrong(name, place, `"${type.ddl.toUpperCase()}"`, e, pos);
}

export function dateAddUnit(unit, n, x, name, pos) {
  const shown = `${name === 'date_add' ? 'date_add' : name}(${unit.toUpperCase()}, ${n.shown}, ${x.shown})`;
  if (x.type.kind === 'timestamp_ntz') return refuse(`${name} of TIMESTAMP_NTZ`, pos);
  const run = jsFunction(`add_${unit}`, [INT, TIMESTAMP], TIMESTAMP, (k, t) => moved(t, unit, k));
  return derived({ type: TIMESTAMP, name: `timestampadd(${unit.toUpperCase()}, ${n.shown}, ${x.shown})`, args: [argument(n, INT, shown, 2, pos), argument(x, TIMESTAMP, shown, 3, pos)], emit: run });
}

export function dateDiffUnit(unit, a, b, name, pos) {
  const shown = `timestampdiff(${unit.toUpperCase()}, ${a.shown}, ${b.shown})`;
  const run = jsFunction(`diff_${unit}`, [TIMESTAMP, TIMESTAMP], LONG, (x, y) => (MICROS[unit] ? (y - x) / MICROS[unit] : BigInt(Math.trunc(months(x, y) / MONTHS[unit]))));
  return derived({ type: LONG, name: shown, args: [argument(a, TIMESTAMP, shown, 2, pos), argument(b, TIMESTAMP, shown, 3, pos)], emit: run });
}
