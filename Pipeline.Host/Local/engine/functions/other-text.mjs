// Distances, sounds, masks, checks.

import { SparkError } from '../errors.mjs';

export function levenshtein(a, b) {
  const [x, y] = [Array.from(a), Array.from(b)];
  let previous = Array.from({ length: y.length + 1 }, (_, i) => i);
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    for (let j = 1; j <= y.length; j++) row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x[i - 1] === y[j - 1] ? 0 : 1));
    previous = row;
  }
  return previous[y.length];
}

export function limited(a, b, limit) {
  const distance = levenshtein(a, b);
  return limit < 0 || distance > limit ? -1 : distance;
}

const CODES = '01230127022455012623017202';

/** Text that begins with no ASCII letter is left as it is; 7 stands for letters that do not part equal codes. */
export function soundex(s) {
  if (!/^[A-Za-z]/.test(s)) return s;
  const out = [s[0].toUpperCase(), '0', '0', '0'];
  let last = CODES[out[0].charCodeAt(0) - 65];
  let n = 1;
  for (const byte of new TextEncoder().encode(s).subarray(1)) {
    const upper = byte >= 97 && byte <= 122 ? byte - 32 : byte;
    if (upper < 65 || upper > 90) { last = '0'; continue; }
    const code = CODES[upper - 65];
    if (code === '7') continue;
    if (code !== '0' && code !== last) {
      out[n++] = code;
      if (n === 4) break;
    }
    last = code;
  }
  return out.join('');
}

export function mask(s, upper = 'X', lower = 'x', digit = 'n', other = null) {
  if (s === null) return null;
  return Array.from(s, (c) => {
    if (c.length === 1 && /\p{Lu}/u.test(c)) return upper ?? c;
    if (c.length === 1 && /\p{Ll}/u.test(c)) return lower ?? c;
    if (/\p{Nd}/u.test(c)) return digit ?? c;
    return other ?? c;
  }).join('');
}

export function luhn(s) {
  if (!/^\d+$/.test(s)) return false;
  let sum = 0;
  for (let i = 0; i < s.length; i++) {
    const d = Number(s[s.length - 1 - i]) * (i % 2 === 1 ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return sum % 10 === 0;
}

export const urlEncode = (s) => encodeURIComponent(s.toWellFormed?.() ?? s).replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+');

export function urlDecode(s) {
  if (/%(?![0-9a-fA-F]{2})/.test(s)) throw new SparkError('CANNOT_DECODE_URL', `The provided URL cannot be decoded: ${s}. Please ensure that the URL is properly formatted and try again.`);
  const bytes = [];
  for (let i = 0; i < s.length; i++) {
    if (s[i] === '%') { bytes.push(parseInt(s.slice(i + 1, i + 3), 16)); i += 2; } else bytes.push(...new TextEncoder().encode(s[i] === '+' ? ' ' : s[i]));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
