// Result types of decimal arithmetic (spark.sql.decimalOperations.allowPrecisionLoss, on by default).

import { decimal } from './types.mjs';

const MAX = 38;
const MIN_KEPT_SCALE = 6;

/** Cuts the scale, never below 6, so that the whole digits fit. */
export function adjusted(precision, scale) {
  if (precision <= MAX) return decimal(precision, scale);
  const whole = precision - scale;
  return decimal(MAX, Math.max(MAX - whole, Math.min(scale, MIN_KEPT_SCALE)));
}

/** Cuts precision and scale at 38. */
export const bounded = (precision, scale) => decimal(Math.min(precision, MAX), Math.min(scale, MAX));

export function arithmeticType(op, a, b) {
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  switch (op) {
    case '+': case '-': {
      const scale = Math.max(a.scale, b.scale);
      return adjusted(whole + scale + 1, scale);
    }
    case '*': return adjusted(a.precision + b.precision + 1, a.scale + b.scale);
    case '/': {
      const scale = Math.max(MIN_KEPT_SCALE, a.scale + b.precision + 1);
      return adjusted(a.precision - a.scale + b.scale + scale, scale);
    }
    default: {
      const scale = Math.max(a.scale, b.scale);
      return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
    }
  }
}

/** The type that holds the values of both, as far as 38 digits go. */
export function wider(a, b) {
  const scale = Math.max(a.scale, b.scale);
  return bounded(Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale);
}

/** The smallest decimal type of a whole-number literal. */
export function literalType(value) {
  const digits = String(value).replace('-', '').length;
  return decimal(Math.max(digits, 1), 0);
}
