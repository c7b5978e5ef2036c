// Casts of dates and timestamps; the session's time zone is UTC.

import { jsFunction } from '../duck/functions.mjs';
import { DOUBLE, isWhole, LONG, TIMESTAMP } from '../types/types.mjs';
import { fromWhole } from './numbers.mjs';

const seconds = jsFunction('timestamp_seconds', [TIMESTAMP], LONG, (t) => {
  const s = t / 1000000n;
  return t % 1000000n < 0n ? s - 1n : s;
});
const fraction = jsFunction('timestamp_fraction', [TIMESTAMP], DOUBLE, (t) => Number(t) / 1000000);

export function fromDatetime(from, to) {
  if (to.kind === 'date') return (sql) => `CAST(${sql} AS DATE)`;
  if (to.kind === 'timestamp' || to.kind === 'timestamp_ntz') return (sql) => (from.kind === 'date' ? `CAST(${sql} AS TIMESTAMP)` : sql);
  // A date is no number to Spark, yet the cast is taken, and NULL.
  if (from.kind === 'date') return () => `CAST(NULL AS ${to.duck})`;
  if (to.kind === 'boolean') return (sql) => `(epoch_us(${sql}) <> 0)`;
  if (isWhole(to)) return (sql) => fromWhole(to)(seconds(sql), LONG, to);
  if (to.kind === 'double') return (sql) => fraction(sql);
  return null;
}
