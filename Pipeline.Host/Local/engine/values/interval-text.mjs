// Intervals as text: INTERVAL '1 02:03:04' DAY TO SECOND, INTERVAL '1-2' YEAR TO MONTH, and 1 years 2 days for the old kind.

const pad = (n, width = 2) => String(n).padStart(width, '0');

/** A day-time interval of microseconds, in its type's units. */
export function dayTimeText(micros, { from, to }) {
  const sign = micros < 0n ? '-' : '';
  const total = micros < 0n ? -micros : micros;
  const seconds = total / 1000000n;
  const fraction = pad(total % 1000000n, 6).replace(/0+$/, '');
  const parts = {
    day: seconds / 86400n, hour: (seconds / 3600n) % 24n, minute: (seconds / 60n) % 60n, second: seconds % 60n,
  };
  const first = { day: parts.day, hour: seconds / 3600n, minute: seconds / 60n, second: seconds }[from];
  const units = ['day', 'hour', 'minute', 'second'];
  let text = from === 'second' || from === 'minute' || from === 'hour' ? pad(first) : `${first}`;
  for (const unit of units.slice(units.indexOf(from) + 1, units.indexOf(to) + 1)) text += (unit === 'hour' ? ' ' : ':') + pad(parts[unit]);
  if (to === 'second' && fraction !== '') text += `.${fraction}`;
  const suffix = from === to ? from.toUpperCase() : `${from.toUpperCase()} TO ${to.toUpperCase()}`;
  return `INTERVAL '${sign}${text}' ${suffix}`;
}

/** A year-month interval of months. */
export function yearMonthText(months, { from, to }) {
  const sign = months < 0 ? '-' : '';
  const total = Math.abs(months);
  if (from === to) return `INTERVAL '${sign}${from === 'year' ? Math.floor(total / 12) : total}' ${from.toUpperCase()}`;
  return `INTERVAL '${sign}${Math.floor(total / 12)}-${total % 12}' YEAR TO MONTH`;
}

/** Months, days and microseconds side by side. */
export function intervalText({ months, days, micros }) {
  const parts = [];
  const add = (n, unit) => { if (n !== 0 && n !== 0n) parts.push(`${n} ${unit}`); };
  add(Math.trunc(months / 12), 'years');
  add(months % 12, 'months');
  add(days, 'days');
  const us = BigInt(micros);
  add(us / 3600000000n, 'hours');
  add((us / 60000000n) % 60n, 'minutes');
  const rest = us % 60000000n;
  if (rest !== 0n) {
    const size = rest < 0n ? -rest : rest;
    const fraction = pad(size % 1000000n, 6).replace(/0+$/, '');
    parts.push(`${rest < 0n ? '-' : ''}${size / 1000000n}${fraction === '' ? '' : `.${fraction}`} seconds`);
  }
  return parts.length > 0 ? parts.join(' ') : '0 seconds';
}
