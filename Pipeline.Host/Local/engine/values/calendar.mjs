// The proleptic Gregorian calendar: days since 1970-01-01 to year, month, day and back.

/** Days since 1970-01-01. */
export function daysOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** Year, month and day of a day number. */
export function civil(days) {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1 };
}

export const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const monthLength = (year, month) => (month === 2 && isLeap(year) ? 29 : LENGTHS[month - 1]);

export const isDate = (year, month, day) => month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);

/** Moves by months, to the month's last day where the day does not exist there. */
export function addMonths(days, months) {
  const { year, month, day } = civil(days);
  const total = year * 12 + month - 1 + months;
  const y = Math.floor(total / 12);
  const m = total - y * 12 + 1;
  return daysOf(y, m, Math.min(day, monthLength(y, m)));
}

const pad = (n, width = 2) => String(n).padStart(width, '0');

/** A year as java.time.LocalDate writes it. */
export function yearText(year) {
  if (year > 9999) return `+${year}`;
  return year < 0 ? `-${pad(-year, 4)}` : pad(year, 4);
}

export function dateText(days) {
  const { year, month, day } = civil(days);
  return `${yearText(year)}-${pad(month)}-${pad(day)}`;
}

export const DAY_MICROS = 86400000000n;

/** Whole days and the microseconds of the day; the division rounds down. */
export function splitMicros(micros) {
  let days = micros / DAY_MICROS;
  let rest = micros % DAY_MICROS;
  if (rest < 0n) { rest += DAY_MICROS; days -= 1n; }
  return { days: Number(days), micros: Number(rest) };
}

/** A timestamp in UTC, its fraction without trailing zeros. */
export function timestampText(micros) {
  const { days, micros: time } = splitMicros(micros);
  const fraction = time % 1000000;
  const text = `${dateText(days)} ${timeText(Math.floor(time / 1000000))}`;
  return fraction === 0 ? text : `${text}.${pad(fraction, 6).replace(/0+$/, '')}`;
}

/** Hours, minutes and seconds of a second of the day. */
export function timeText(seconds) {
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

export const microsOf = (days, hour, minute, second, micro) =>
  BigInt(days) * DAY_MICROS + BigInt(((hour * 60 + minute) * 60 + second) * 1000000 + micro);
